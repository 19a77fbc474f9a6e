-- One row per assessment × task: its maximum, level and what it checks, the newest word of each.
-- A description without a school year's results of its own still describes the work it names; one with the work's own label goes before one for every label.
-- A report of ФИС ОКО names skills without levels and codes: any description that was typed goes before it.
-- A maximum that a file states goes before one only seen there: where files state none (`max_unknown`, said of the work
-- whose header stands where it points, of every work of the file where it points nowhere; masks of exams), the most that anybody got in any that is not wholly superseded stands until a description says more.
-- refresh: assessment
WITH headed AS (
    SELECT
        w.assessment_id,
        w.kind,
        w.school_year,
        w.subject,
        w.work_grade,
        w.label,
        t.task_code,
        t.position,
        CASE
            WHEN u.batch_id IS NOT NULL OR w.kind IN ('oge', 'ege', 'gve')
                THEN coalesce(
                    max(CASE WHEN v.batch_id IS NOT NULL THEN t.max_points END)
                        OVER (PARTITION BY w.assessment_id, t.task_code),
                    t.max_points
                )
            ELSE t.max_points
        END AS max_points,
        u.batch_id IS NOT NULL OR w.source_kind = 'exam_protocol' AS is_max_seen,
        t.level,
        row_number() OVER (
            PARTITION BY w.assessment_id, t.task_code
            ORDER BY CASE WHEN u.batch_id IS NULL THEN 0 ELSE 1 END, w.seq DESC, t.work_no DESC,
                t.task_no DESC
        ) AS newness
    FROM loaded_work_tasks AS t
    INNER JOIN stg_works AS w ON t.batch_id = w.batch_id AND t.work_no = w.work_no
    LEFT JOIN (
        SELECT DISTINCT p.batch_id, k.work_no
        FROM loaded_problems AS p
        INNER JOIN loaded_work_tasks AS k
            ON p.batch_id = k.batch_id
            AND (p.row_no IS NULL OR (p.sheet_name = k.sheet_name AND p.row_no = k.row_no + 1))
        WHERE p.code = 'max_unknown'
    ) AS u
        ON t.batch_id = u.batch_id AND t.work_no = u.work_no
    LEFT JOIN (SELECT DISTINCT batch_id, work_no FROM stg_result_words WHERE task_newness = 1) AS v
        ON t.batch_id = v.batch_id AND t.work_no = v.work_no
    WHERE w.role = 'results'
),
levelled AS (
    SELECT
        w.assessment_id,
        t.task_code,
        t.level,
        row_number() OVER (
            PARTITION BY w.assessment_id, t.task_code
            ORDER BY w.seq DESC, t.work_no DESC, t.task_no DESC
        ) AS newness
    FROM loaded_work_tasks AS t
    INNER JOIN stg_works AS w ON t.batch_id = w.batch_id AND t.work_no = w.work_no
    WHERE t.level <> ''
),
described AS (
    SELECT
        w.kind,
        w.school_year,
        w.subject,
        w.work_grade,
        w.label,
        d.task_code,
        d.skill,
        d.block,
        d.level,
        d.max_points,
        d.content_code,
        d.requirement_code,
        d.minutes,
        row_number() OVER (
            PARTITION BY w.kind, w.school_year, w.subject, w.work_grade, w.label, d.task_code
            ORDER BY CASE WHEN w.source_kind = 'fis_report' THEN 1 ELSE 0 END, w.seq DESC, d.work_no DESC,
                d.skill_no, d.row_no
        ) AS newness
    FROM loaded_task_descriptions AS d
    INNER JOIN stg_works AS w ON d.batch_id = w.batch_id AND d.work_no = w.work_no
),
nearest AS (
    SELECT
        h.assessment_id,
        h.task_code,
        d.skill,
        d.block,
        d.level,
        d.max_points,
        d.content_code,
        d.requirement_code,
        d.minutes,
        row_number() OVER (
            PARTITION BY h.assessment_id, h.task_code
            ORDER BY CASE WHEN d.label = h.label THEN 0 ELSE 1 END
        ) AS nearness
    FROM headed AS h
    INNER JOIN described AS d
        ON h.kind = d.kind
        AND h.school_year = d.school_year
        AND h.subject = d.subject
        AND h.work_grade = d.work_grade
        AND (d.label = '' OR h.label = d.label)
        AND h.task_code = d.task_code
    WHERE h.newness = 1 AND d.newness = 1
)
SELECT
    h.assessment_id,
    h.kind,
    h.school_year,
    h.subject,
    h.work_grade,
    h.task_code,
    h.position,
    CAST(CASE WHEN h.is_max_seen AND d.max_points > h.max_points THEN d.max_points ELSE h.max_points END
        AS DECIMAL(9, 2)) AS max_points,
    coalesce(nullif(d.level, ''), l.level, '') AS level,
    coalesce(d.skill, '') AS skill,
    coalesce(d.block, '') AS block,
    coalesce(d.content_code, '') AS content_code,
    coalesce(d.requirement_code, '') AS requirement_code,
    d.minutes,
    CAST(d.max_points AS DECIMAL(9, 2)) AS described_max_points
FROM headed AS h
LEFT JOIN levelled AS l
    ON h.assessment_id = l.assessment_id AND h.task_code = l.task_code AND l.newness = 1
LEFT JOIN nearest AS d
    ON h.assessment_id = d.assessment_id AND h.task_code = d.task_code AND d.nearness = 1
WHERE h.newness = 1

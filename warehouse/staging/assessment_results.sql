-- One row per participant of an assessment in a school, present or absent; total_points as the file states them, else the sum of the tasks.
-- refresh: assessment
WITH added AS (
    SELECT batch_id, work_no, result_no, sum(CAST(points AS DECIMAL(9, 2))) AS points
    FROM loaded_task_points
    GROUP BY batch_id, work_no, result_no
),
summed AS (
    SELECT w.school_id, w.assessment_id, w.participant_code, d.points
    FROM added AS d
    INNER JOIN stg_result_words AS w
        ON d.batch_id = w.batch_id AND d.work_no = w.work_no AND d.result_no = w.result_no
        AND w.task_newness = 1
),
coded AS (
    SELECT
        r.school_id,
        r.assessment_id,
        r.participant_code,
        c.pupil_id,
        c.class_name,
        row_number() OVER (
            PARTITION BY r.school_id, r.assessment_id, r.participant_code
            ORDER BY CASE WHEN c.subject = '' THEN 1 ELSE 0 END,
                CASE WHEN c.kind = '' THEN 1 ELSE 0 END, c.work_grade DESC, c.batch_id DESC, c.pupil_id
        ) AS nearness
    FROM stg_results AS r
    INNER JOIN stg_codes AS c
        ON r.school_id = c.school_id
        AND r.school_year = c.school_year
        AND r.participant_code = c.participant_code
        AND (c.subject = '' OR r.subject = c.subject)
        AND (c.kind = '' OR r.kind = c.kind)
        AND (c.work_grade = 0 OR r.work_grade = c.work_grade)
    WHERE r.pupil_id IS NULL
)
SELECT
    r.school_id,
    r.assessment_id,
    r.kind,
    r.school_year,
    r.subject,
    r.work_grade,
    r.grade,
    CASE WHEN r.class_name = '' THEN coalesce(c.class_name, '') ELSE r.class_name END AS class_name,
    r.participant_code,
    coalesce(r.pupil_id, c.pupil_id) AS pupil_id,
    r.variant,
    r.took_part,
    CASE WHEN r.took_part = 1 THEN coalesce(CAST(r.stated_points AS DECIMAL(9, 2)), s.points) END
        AS total_points,
    s.points AS summed_points,
    CAST(r.test_points AS DECIMAL(9, 2)) AS test_points,
    r.mark,
    r.journal_mark,
    r.held_on,
    r.label,
    r.literacy,
    r.class_raw,
    r.batch_id,
    r.sheet_name,
    r.row_no,
    r.column_no
FROM stg_results AS r
LEFT JOIN summed AS s
    ON r.school_id = s.school_id
    AND r.assessment_id = s.assessment_id
    AND r.participant_code = s.participant_code
    AND r.took_part = 1
LEFT JOIN coded AS c
    ON r.school_id = c.school_id
    AND r.assessment_id = c.assessment_id
    AND r.participant_code = c.participant_code
    AND c.nearness = 1

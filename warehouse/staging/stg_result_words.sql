-- One row per live file's word on a participant of an assessment in a school: newness 1 is the newest word, that of
-- an appeal before any protocol, in whichever order they were loaded.
-- task_newness 1 is the newest word that holds points of tasks, result_newness 1 the newest that is no appeal.
-- While nobody said whose a code is, files of one school are ours; of several logins the one loaded first is.
-- mark_newness and journal_newness 1 are the newest of files that state such marks at all; has_marks and
-- has_journal_marks say whether this one does.
-- Participants of an exam without names are told apart within their file alone: of their school the newest file that
-- speaks of it stands whole.
-- What a number of a class stands for is said of our school: the classes of others keep their numbers.
-- Nearly all participants are spoken of once: only the others are ranked.
-- refresh: assessment
WITH ordinals AS (
    SELECT
        o.grade,
        o.class_ordinal,
        o.class_name,
        w.school_year,
        row_number() OVER (
            PARTITION BY w.school_year, o.grade, o.class_ordinal
            ORDER BY w.seq DESC, o.batch_id DESC, o.work_no DESC, o.class_name
        ) AS newness
    FROM loaded_class_ordinals AS o
    INNER JOIN stg_works AS w ON o.batch_id = w.batch_id AND o.work_no = w.work_no
),
logins AS (
    SELECT
        w.school_year,
        r.school_code,
        row_number() OVER (PARTITION BY w.school_year ORDER BY min(w.seq), r.school_code) AS place
    FROM loaded_results AS r
    INNER JOIN stg_works AS w ON r.batch_id = w.batch_id AND r.work_no = w.work_no
    INNER JOIN stg_school_codes AS c ON r.school_code = c.school_code
    WHERE w.kind = 'vpr' AND w.schools_count = 1 AND c.form = 'login' AND c.whose = 'unsaid'
    GROUP BY w.school_year, r.school_code
),
answered AS (
    SELECT DISTINCT batch_id, work_no, result_no
    FROM loaded_task_points
),
stating AS (
    SELECT
        batch_id,
        work_no,
        CASE WHEN count(mark) > 0 THEN 1 ELSE 0 END AS has_marks,
        CASE WHEN count(journal_mark) > 0 THEN 1 ELSE 0 END AS has_journal_marks
    FROM loaded_results
    GROUP BY batch_id, work_no
),
own_classes AS (
    SELECT d.school_year, d.pupil_id, c.grade, min(d.class_name) AS class_name
    FROM dim_pupil AS d
    INNER JOIN dim_class AS c ON d.school_year = c.school_year AND d.class_name = c.class_name
    GROUP BY d.school_year, d.pupil_id, c.grade
    HAVING count(*) = 1
),
placed AS (
    SELECT
        CASE
            WHEN r.school_code = '' OR c.whose = 'own' THEN w.school_id
            WHEN c.whose = 'unsaid' AND w.schools_count = 1
                AND (w.kind <> 'vpr' OR coalesce(l.place, 1) = 1) THEN w.school_id
            ELSE r.school_code
        END AS school_id,
        w.assessment_id,
        w.kind,
        w.school_year,
        w.subject,
        w.work_grade,
        w.label,
        w.held_on,
        w.literacy,
        w.seq,
        w.source_kind,
        w.role,
        CASE WHEN t.batch_id IS NULL THEN 0 ELSE 1 END AS has_tasks,
        m.has_marks,
        m.has_journal_marks,
        r.batch_id,
        r.work_no,
        r.result_no,
        r.grade,
        CASE
            WHEN r.class_name <> '' THEN r.class_name
            WHEN r.class_ordinal > 0 THEN coalesce(
                s.class_name,
                o.class_name,
                CAST(r.grade AS VARCHAR) || ' №' || CAST(r.class_ordinal AS VARCHAR)
            )
            ELSE coalesce(y.class_name, '')
        END AS class_name,
        CASE
            WHEN r.class_name = '' AND r.class_ordinal > 0
                THEN CAST(r.grade AS VARCHAR) || ' №' || CAST(r.class_ordinal AS VARCHAR)
        END AS numbered_class,
        w.school_id AS own_school_id,
        r.class_raw,
        CASE
            WHEN r.participant_code = '' THEN 'p' || CAST(r.pupil_id AS VARCHAR)
            ELSE r.participant_code
        END AS participant_code,
        r.pupil_id,
        r.variant,
        r.took_part,
        r.stated_points,
        r.test_points,
        r.mark,
        r.journal_mark,
        r.sheet_name,
        r.row_no,
        r.column_no,
        CASE WHEN w.source_kind = 'exam_protocol' AND r.pupil_id IS NULL THEN 1 ELSE 0 END AS is_unnamed
    FROM loaded_results AS r
    INNER JOIN stg_works AS w ON r.batch_id = w.batch_id AND r.work_no = w.work_no
    INNER JOIN stating AS m ON r.batch_id = m.batch_id AND r.work_no = m.work_no
    LEFT JOIN answered AS t
        ON r.batch_id = t.batch_id AND r.work_no = t.work_no AND r.result_no = t.result_no
    LEFT JOIN logins AS l
        ON w.school_year = l.school_year AND r.school_code = l.school_code
    LEFT JOIN stg_school_codes AS c ON r.school_code = c.school_code
    LEFT JOIN class_ordinals AS s
        ON w.school_year = s.school_year
        AND r.grade = s.grade
        AND r.class_ordinal = s.class_ordinal
    LEFT JOIN ordinals AS o
        ON w.school_year = o.school_year
        AND r.grade = o.grade
        AND r.class_ordinal = o.class_ordinal
        AND o.newness = 1
    LEFT JOIN own_classes AS y
        ON w.school_year = y.school_year AND r.pupil_id = y.pupil_id AND r.grade = y.grade
),
dated AS (
    SELECT
        *,
        max(CASE WHEN role = 'results' THEN seq END) OVER (PARTITION BY assessment_id, school_id) AS newest_seq
    FROM placed
),
standing AS (
    SELECT *
    FROM dated
    WHERE is_unnamed = 0 OR seq = newest_seq
),
repeated AS (
    SELECT assessment_id, school_id, participant_code
    FROM standing
    GROUP BY assessment_id, school_id, participant_code
    HAVING count(*) > 1
),
ranked AS (
    SELECT
        p.batch_id,
        p.work_no,
        p.result_no,
        row_number() OVER (
            PARTITION BY p.assessment_id, p.school_id, p.participant_code
            ORDER BY CASE WHEN p.role = 'appeals' THEN 0 ELSE 1 END, p.seq DESC, p.work_no DESC, p.result_no DESC
        ) AS newness,
        row_number() OVER (
            PARTITION BY p.assessment_id, p.school_id, p.participant_code
            ORDER BY p.has_tasks DESC, p.seq DESC, p.work_no DESC, p.result_no DESC
        ) AS task_newness,
        row_number() OVER (
            PARTITION BY p.assessment_id, p.school_id, p.participant_code
            ORDER BY p.has_marks DESC, p.seq DESC, p.work_no DESC, p.result_no DESC
        ) AS mark_newness,
        row_number() OVER (
            PARTITION BY p.assessment_id, p.school_id, p.participant_code
            ORDER BY p.has_journal_marks DESC, p.seq DESC, p.work_no DESC, p.result_no DESC
        ) AS journal_newness,
        row_number() OVER (
            PARTITION BY p.assessment_id, p.school_id, p.participant_code
            ORDER BY CASE WHEN p.role = 'appeals' THEN 1 ELSE 0 END, p.seq DESC, p.work_no DESC, p.result_no DESC
        ) AS result_newness
    FROM standing AS p
    INNER JOIN repeated AS d
        ON p.assessment_id = d.assessment_id
        AND p.school_id = d.school_id
        AND p.participant_code = d.participant_code
)
SELECT
    p.school_id,
    p.assessment_id,
    p.kind,
    p.school_year,
    p.subject,
    p.work_grade,
    p.label,
    p.held_on,
    p.literacy,
    p.seq,
    p.source_kind,
    p.role,
    p.has_tasks,
    p.has_marks,
    p.has_journal_marks,
    p.batch_id,
    p.work_no,
    p.result_no,
    p.grade,
    CASE
        WHEN p.school_id <> p.own_school_id AND p.numbered_class IS NOT NULL THEN p.numbered_class
        ELSE p.class_name
    END AS class_name,
    p.class_raw,
    p.participant_code,
    p.pupil_id,
    p.variant,
    p.took_part,
    p.stated_points,
    p.test_points,
    p.mark,
    p.journal_mark,
    p.sheet_name,
    p.row_no,
    p.column_no,
    coalesce(k.newness, 1) AS newness,
    coalesce(k.task_newness, 1) AS task_newness,
    coalesce(k.mark_newness, 1) AS mark_newness,
    coalesce(k.journal_newness, 1) AS journal_newness,
    coalesce(k.result_newness, 1) AS result_newness
FROM standing AS p
LEFT JOIN ranked AS k
    ON p.batch_id = k.batch_id AND p.work_no = k.work_no AND p.result_no = k.result_no

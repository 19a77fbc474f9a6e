-- One row per participant × task of a live result that was answered, not attempted or not taught.
-- A newer word without tasks (an appeal, a list of results) leaves those of the newest file that has them.
-- refresh: view
SELECT
    r.school_id,
    r.assessment_id,
    r.school_year,
    n.grade,
    n.class_name,
    r.participant_code,
    t.task_code,
    CAST(p.points AS DECIMAL(9, 2)) AS points,
    p.state,
    r.batch_id,
    r.sheet_name,
    r.row_no,
    p.column_no
FROM loaded_task_points AS p
INNER JOIN stg_result_words AS r
    ON p.batch_id = r.batch_id
    AND p.work_no = r.work_no
    AND p.result_no = r.result_no
    AND r.task_newness = 1
INNER JOIN stg_results AS n
    ON r.assessment_id = n.assessment_id
    AND r.school_id = n.school_id
    AND r.participant_code = n.participant_code
    AND n.took_part = 1
INNER JOIN loaded_work_tasks AS t
    ON p.batch_id = t.batch_id
    AND p.work_no = t.work_no
    AND p.task_no = t.task_no

-- One row per participant × task of a live result that was answered, not attempted or not taught.
-- refresh: assessment
SELECT
    r.school_id,
    r.assessment_id,
    r.school_year,
    r.grade,
    r.class_name,
    r.participant_code,
    t.task_code,
    CAST(p.points AS DECIMAL(9, 2)) AS points,
    p.state,
    r.batch_id,
    r.sheet_name,
    r.row_no,
    p.column_no
FROM loaded_task_points AS p
INNER JOIN stg_results AS r
    ON p.batch_id = r.batch_id
    AND p.work_no = r.work_no
    AND p.result_no = r.result_no
INNER JOIN loaded_work_tasks AS t
    ON p.batch_id = t.batch_id
    AND p.work_no = t.work_no
    AND p.task_no = t.task_no

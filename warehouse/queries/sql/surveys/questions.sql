-- One row per question of the forms of one signature, in the order of the newest file.
SELECT
    q.question_key, arg_max(q.header_raw, b.seq) AS header_raw, arg_max(q.grid_row, b.seq) AS grid_row,
    arg_max(q.question_no, b.seq) AS question_no, arg_max(q.role, b.seq) AS role
FROM loaded_survey_questions AS q
INNER JOIN loaded_surveys AS s ON q.batch_id = s.batch_id AND q.survey_no = s.survey_no
INNER JOIN loaded_batches AS b ON s.batch_id = b.batch_id
WHERE b.school_id = $school AND s.signature = $signature
    AND q.role IN ('question', 'code', 'class', 'name')
GROUP BY q.question_key
ORDER BY question_no

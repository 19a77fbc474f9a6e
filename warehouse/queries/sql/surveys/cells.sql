-- One row per question and different answer in the forms of one signature, the commonest first.
SELECT q.question_key, a.value_raw, count(*) AS cells_count
FROM loaded_survey_answers AS a
INNER JOIN loaded_survey_questions AS q
    ON a.batch_id = q.batch_id AND a.survey_no = q.survey_no AND a.question_no = q.question_no
INNER JOIN loaded_surveys AS s ON q.batch_id = s.batch_id AND q.survey_no = s.survey_no
INNER JOIN loaded_batches AS b ON s.batch_id = b.batch_id
WHERE b.school_id = $school AND s.signature = $signature AND q.role = 'question'
GROUP BY q.question_key, a.value_raw
ORDER BY q.question_key, cells_count DESC, a.value_raw

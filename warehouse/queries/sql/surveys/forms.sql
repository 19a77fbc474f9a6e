-- One row per form of a live file: the words of its header and where it stands.
SELECT
    s.batch_id, s.survey_no, s.signature, s.survey_id, s.title, s.service, s.sheet_name, b.file_name,
    count(r.respondent_no) AS answers_count
FROM loaded_surveys AS s
INNER JOIN loaded_batches AS b ON s.batch_id = b.batch_id
LEFT JOIN loaded_survey_respondents AS r ON s.batch_id = r.batch_id AND s.survey_no = r.survey_no
WHERE b.school_id = $school
GROUP BY ALL
ORDER BY s.batch_id, s.survey_no

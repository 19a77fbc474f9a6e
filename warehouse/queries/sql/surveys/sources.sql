-- One row per file behind the answers of a wave: where in it they stand.
SELECT
    b.batch_id, b.file_name, b.accepted_at, b.accepted_by, r.sheet_name,
    min(r.row_no) AS first_row, max(r.row_no) AS last_row, count(*) AS rows_count
FROM survey_responses AS r
INNER JOIN loaded_batches AS b ON r.batch_id = b.batch_id
WHERE r.school_id = $school AND r.survey_id = $survey_id AND r.wave = $wave
GROUP BY ALL
ORDER BY b.accepted_at DESC, b.batch_id, r.sheet_name

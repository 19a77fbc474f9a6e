-- One row per file with lines of self-analysis.
SELECT
    b.batch_id,
    b.file_name,
    b.accepted_at,
    b.accepted_by,
    count(*) AS rows_count
FROM strategy_lines AS l
INNER JOIN loaded_batches AS b ON l.batch_id = b.batch_id
GROUP BY b.batch_id, b.file_name, b.accepted_at, b.accepted_by
ORDER BY b.batch_id

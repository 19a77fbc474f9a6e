-- One row per loaded file, newest first.
SELECT batch_id, file_name, sha256, format_id, source_kind, accepted_at, accepted_by
FROM loaded_batches
ORDER BY seq DESC
LIMIT $row_limit

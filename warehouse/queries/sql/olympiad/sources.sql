-- One row per file and sheet behind the olympiad of a school year, with the rows there.
SELECT
    o.batch_id, b.file_name, b.sha256, b.accepted_at, b.accepted_by, o.sheet_name,
    min(o.row_no) AS first_row, max(o.row_no) AS last_row, count(*) AS rows_count
FROM olympiad_results AS o
LEFT JOIN loaded_batches AS b ON o.batch_id = b.batch_id
WHERE o.school_id = $school AND o.school_year = $school_year
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], o.school_year || ' ' || o.class_name))
GROUP BY o.batch_id, b.file_name, b.sha256, b.accepted_at, b.accepted_by, o.sheet_name
ORDER BY rows_count DESC, o.batch_id, o.sheet_name

-- One row per file and sheet behind the results of a kind of work in a school year, with the rows there.
SELECT
    r.batch_id, b.file_name, b.sha256, b.accepted_at, b.accepted_by, r.sheet_name,
    min(r.row_no) AS first_row, max(r.row_no) AS last_row, count(*) AS rows_count
FROM assessment_results AS r
LEFT JOIN loaded_batches AS b ON r.batch_id = b.batch_id
WHERE r.school_id = $school AND r.school_year = $school_year AND r.kind = $kind
    AND ($subject::VARCHAR IS NULL OR r.subject = $subject::VARCHAR)
    AND ($grade::INTEGER IS NULL OR r.work_grade = $grade::INTEGER)
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], r.school_year || ' ' || r.class_name))
GROUP BY r.batch_id, b.file_name, b.sha256, b.accepted_at, b.accepted_by, r.sheet_name
ORDER BY rows_count DESC, r.batch_id, r.sheet_name

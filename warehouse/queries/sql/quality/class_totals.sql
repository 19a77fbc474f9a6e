-- Figures of reports without pupils beside ours, differing first, newest file first.
SELECT
    m.batch_id,
    b.file_name,
    m.school_year,
    m.class_name,
    m.subject,
    m.period,
    m.metric,
    m.stated_value,
    m.our_value,
    m.base,
    m.verdict,
    m.sheet_name,
    m.row_no,
    m.column_no
FROM mart_control_by_class_total AS m
INNER JOIN loaded_batches AS b ON m.batch_id = b.batch_id
WHERE ($school_year IS NULL OR m.school_year = $school_year)
    AND ($batch_id IS NULL OR m.batch_id = $batch_id)
    AND ($scope IS NULL OR list_contains($scope, m.school_year || ' ' || m.class_name))
ORDER BY
    CASE m.verdict WHEN 'differs' THEN 0 WHEN 'nothing' THEN 1 ELSE 2 END,
    b.seq DESC, m.school_year, m.grade, m.class_name, m.subject, m.period, m.row_no, m.column_no

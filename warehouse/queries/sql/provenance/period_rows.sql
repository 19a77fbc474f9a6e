-- One row per period mark behind a figure, with its place in its file; rows_count counts them all.
SELECT
    m.pupil_id, p.full_name, m.class_name, m.subject, m.mark, m.mark_raw, m.state, m.batch_id,
    b.file_name, m.sheet_name, m.row_no, m.column_no, count(*) OVER () AS rows_count
FROM period_marks AS m
INNER JOIN dim_pupil AS p
    ON p.pupil_id = m.pupil_id AND p.school_year = m.school_year AND p.class_name = m.class_name
LEFT JOIN loaded_batches AS b ON b.batch_id = m.batch_id
WHERE m.school_year = $school_year AND m.period = $period
        AND ($grade::INTEGER IS NULL OR m.grade = $grade::INTEGER)
        AND ($class_name::VARCHAR IS NULL OR m.class_name = $class_name::VARCHAR)
        AND ($subject::VARCHAR IS NULL OR m.subject = $subject::VARCHAR)
        AND ($pupil_id::BIGINT IS NULL OR m.pupil_id = $pupil_id::BIGINT)
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
ORDER BY m.class_name, p.full_name, m.pupil_id, m.subject
LIMIT $row_limit OFFSET $row_offset

-- One row per current mark of a pupil, with its place in its file.
SELECT
    subject, period, lesson_date, lesson_no, seq, mark, weight, mark_raw, work_type, cell_raw,
    batch_id, sheet_name, row_no, column_no
FROM marks
WHERE pupil_id = $pupil_id AND school_year = $school_year
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
ORDER BY lesson_date, subject, lesson_no, seq

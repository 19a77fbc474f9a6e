-- One row per attendance code of a pupil, with its place in its file.
SELECT
    subject, period, lesson_date, lesson_no, seq, code_raw, kind, batch_id, sheet_name, row_no,
    column_no
FROM attendance
WHERE pupil_id = $pupil_id AND school_year = $school_year
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
ORDER BY lesson_date, subject, lesson_no, seq

-- One row per subject × period of a pupil, with the place of the mark in its file.
SELECT
    school_year, class_name, subject, period, mark, mark_raw, state, batch_id, sheet_name, row_no,
    column_no
FROM period_marks
WHERE pupil_id = $pupil_id AND school_year = $school_year
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
ORDER BY subject, period, row_no, column_no

-- One row per pupil × subject of a class × period with a period mark or state.
SELECT pupil_id, subject, mark, mark_raw, state
FROM period_marks
WHERE school_year = $school_year AND class_name = $class_name AND period = $period
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
ORDER BY subject, pupil_id

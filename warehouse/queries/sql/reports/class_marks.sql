-- One row per pupil × subject of the asked classes («7А q2») with a period mark or state.
SELECT class_name, pupil_id, subject, mark, mark_raw, state
FROM period_marks
WHERE school_year = $school_year AND list_contains($asked::VARCHAR[], class_name || ' ' || period)
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
ORDER BY class_name, subject, pupil_id

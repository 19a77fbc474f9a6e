-- One row per pupil of a class × subject × period with a «2», a «1» or no attestation.
SELECT m.pupil_id, p.full_name, m.mark, m.state
FROM period_marks AS m
INNER JOIN dim_pupil AS p
    ON p.pupil_id = m.pupil_id AND p.school_year = m.school_year AND p.class_name = m.class_name
WHERE m.school_year = $school_year AND m.class_name = $class_name AND m.subject = $subject
    AND m.period = $period AND (m.mark <= 2 OR m.state = 'not_attested')
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
ORDER BY m.mark NULLS FIRST, p.full_name, m.pupil_id

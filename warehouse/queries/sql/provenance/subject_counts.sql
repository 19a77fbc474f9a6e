-- One row: how many pupils have which period mark in the subjects, classes and period of a figure.
SELECT
    count(*) FILTER (WHERE m.mark = 5) AS mark5_count,
    count(*) FILTER (WHERE m.mark = 4) AS mark4_count,
    count(*) FILTER (WHERE m.mark = 3) AS mark3_count,
    count(*) FILTER (WHERE m.mark <= 2) AS mark2_count,
    count(*) FILTER (WHERE m.mark = 1) AS mark1_count,
    count(m.mark) AS attested_count,
    count(*) FILTER (WHERE m.state = 'not_attested') AS not_attested_count,
    count(*) FILTER (WHERE m.state = 'exempt') AS exempt_count
FROM period_marks AS m
WHERE m.school_year = $school_year AND m.period = $period
        AND ($grade::INTEGER IS NULL OR m.grade = $grade::INTEGER)
        AND ($class_name::VARCHAR IS NULL OR m.class_name = $class_name::VARCHAR)
        AND ($subject::VARCHAR IS NULL OR m.subject = $subject::VARCHAR)
        AND ($pupil_id::BIGINT IS NULL OR m.pupil_id = $pupil_id::BIGINT)
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))

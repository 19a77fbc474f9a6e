-- One row per pupil of a class × period with the group of the partition the pupil falls into.
SELECT
    m.pupil_id, p.full_name, m.pupil_group, m.reserve_subject, m.marks_count, m.mark5_count,
    m.mark4_count, m.mark3_count, m.mark2_count, m.not_attested_count
FROM mart_pupil_group_by_period AS m
INNER JOIN dim_pupil AS p
    ON p.pupil_id = m.pupil_id AND p.school_year = m.school_year AND p.class_name = m.class_name
WHERE m.school_year = $school_year AND m.class_name = $class_name AND m.period = $period
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
ORDER BY p.full_name, m.pupil_id

-- One row per group of the partition with the number of pupils in the classes and period of a figure.
SELECT pupil_group, count(*) AS pupils_count
FROM mart_pupil_group_by_period AS m
WHERE m.school_year = $school_year AND m.period = $period
    AND ($grade::INTEGER IS NULL OR m.grade = $grade::INTEGER)
    AND ($class_name::VARCHAR IS NULL OR m.class_name = $class_name::VARCHAR)
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
GROUP BY pupil_group
ORDER BY pupil_group

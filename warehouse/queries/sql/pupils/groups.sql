-- One row per period of a pupil with the group of the partition.
SELECT
    school_year, period, class_name, pupil_group, reserve_subject, marks_count, mark5_count,
    mark4_count, mark3_count, mark2_count, not_attested_count
FROM mart_pupil_group_by_period
WHERE pupil_id = $pupil_id
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
ORDER BY school_year, period

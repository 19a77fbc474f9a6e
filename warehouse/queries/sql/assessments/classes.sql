-- One row per class of an assessment; '' are the participants whose class nobody said.
SELECT
    class_name, class_grade, listed_count, participants_count, marked_count, mark5_count, mark4_count,
    mark3_count, mark2_count, passed_pct, quality_pct, low_pct, average_mark, pointed_count,
    points_sum, points_max, average_total_points, completion_pct, tested_count, average_test_points,
    held_on, label
FROM mart_assessment_by_class AS m
WHERE school_id = $school AND assessment_id = $assessment AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
ORDER BY class_name = '', length(class_name), class_name

-- One row per total of points of an assessment and class: how many participants have it, and their marks.
SELECT class_name, total_points, participants_count, lowest_mark, highest_mark
FROM mart_points_by_class AS m
WHERE school_id = $school AND assessment_id = $assessment
    AND ($class_name::VARCHAR IS NULL OR class_name = $class_name::VARCHAR) AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
ORDER BY class_name, total_points

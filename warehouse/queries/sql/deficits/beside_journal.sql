-- One row per class of an assessment where its marks can be laid beside the journal's.
SELECT class_name, participants_count, lowered_count, confirmed_count, raised_count, gap2_count
FROM mart_objectivity_by_class
WHERE school_id = $school AND assessment_id = $assessment AND participants_count > 0
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
ORDER BY class_name = '', length(class_name), class_name

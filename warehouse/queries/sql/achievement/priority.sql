-- One row per class of a period with the parts of priority and their counts.
SELECT
    grade, class_name, pupils_count, attested_pupils_count, passed_pupils_count,
    quality_pupils_count, in_trouble_count, parallel_classes_count, parallel_pupils_count,
    parallel_attested_pupils_count, parallel_passed_pupils_count, parallel_quality_pupils_count,
    trend_subjects_count, falling_subjects_count, lessons_count, absences_count, passed_part,
    passed_on_roll_part, quality_part, quality_on_roll_part, falling_part, pupils_part, absence_part,
    deficit_part, judged_tasks_count, short_tasks_count
FROM mart_priority_by_class_period
WHERE school_year = $school_year AND period = $period
    AND ($grade::INTEGER IS NULL OR grade = $grade::INTEGER)
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
ORDER BY grade, class_name

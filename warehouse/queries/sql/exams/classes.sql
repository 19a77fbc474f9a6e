-- One row per exam (ОГЭ or ЕГЭ × subject) × class; every filter may be left out.
SELECT
    school_year, kind, subject, grade, class_name, participants_count, absent_count, marked_count,
    mark5_count, mark4_count, mark3_count, mark2_count, passed_pct, quality_pct, average_mark,
    tested_count, average_test_points, high_count, judged_count, below_count, year_pairs_count,
    lowered_count, confirmed_count, raised_count
FROM mart_exam_by_class AS m
WHERE school_id = $school AND ($school_year::VARCHAR IS NULL OR school_year = $school_year::VARCHAR)
    AND ($kind::VARCHAR IS NULL OR kind = $kind::VARCHAR)
    AND ($class_name::VARCHAR IS NULL OR class_name = $class_name::VARCHAR)
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
ORDER BY school_year DESC, kind, subject, class_name = '', length(class_name), class_name

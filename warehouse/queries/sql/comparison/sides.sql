-- One row per class of side B: what it was called on side A, and which sides have its period marks.
WITH b AS (
    SELECT school_id, school_year, class_name, grade, cohort_year, cohort_class
    FROM mart_cohort_by_class
    WHERE school_year = $b_year AND ($grade::INTEGER IS NULL OR grade = $grade::INTEGER)
        AND ($scope::VARCHAR[] IS NULL
            OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
)

SELECT
    b.grade, b.class_name, a.class_name AS a_class_name,
    count(x.period) AS a_count, count(y.period) AS b_count
FROM b
LEFT JOIN mart_cohort_by_class AS a
    ON a.school_id = b.school_id AND a.cohort_year = b.cohort_year
    AND a.cohort_class = b.cohort_class AND a.school_year = $a_year
LEFT JOIN mart_achievement_by_class_period AS x
    ON x.school_id = a.school_id AND x.school_year = a.school_year
    AND x.class_name = a.class_name AND x.period = $a_period
LEFT JOIN mart_achievement_by_class_period AS y
    ON y.school_id = b.school_id AND y.school_year = b.school_year
    AND y.class_name = b.class_name AND y.period = $b_period
GROUP BY b.grade, b.class_name, a.class_name
ORDER BY b.grade, b.class_name

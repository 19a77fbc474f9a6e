-- One row per cohort × school year of a period, of the cohorts whose newest class is in a year and in the scope.
WITH newest AS (
    SELECT school_id, cohort_year, cohort_class, class_name AS newest_class, grade AS newest_grade
    FROM mart_cohort_by_class
    WHERE school_year = $school_year AND years_count > 1
        AND ($grade::INTEGER IS NULL OR grade = $grade::INTEGER)
        AND ($scope::VARCHAR[] IS NULL
            OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
)
SELECT
    n.newest_class, n.newest_grade, c.school_year, c.grade, c.class_name, c.years_count,
    c.before_class_name, c.stayed_count, c.joined_count, c.left_count, m.pupils_count,
    m.attested_pupils_count, m.passed_pupils_count, m.quality_pupils_count, m.passed_pct,
    m.quality_pct, m.passed_on_roll_pct, m.quality_on_roll_pct, m.same_pupils_count,
    m.same_attested_pupils_count, m.same_passed_pupils_count, m.same_quality_pupils_count,
    m.same_passed_pct, m.same_quality_pct, m.same_passed_on_roll_pct, m.same_quality_on_roll_pct,
    g.passed_pct AS parallel_passed_pct, g.quality_pct AS parallel_quality_pct,
    g.passed_on_roll_pct AS parallel_passed_on_roll_pct,
    g.quality_on_roll_pct AS parallel_quality_on_roll_pct
FROM newest AS n
INNER JOIN mart_cohort_by_class AS c
    ON c.school_id = n.school_id AND c.cohort_year = n.cohort_year
    AND c.cohort_class = n.cohort_class AND c.school_year <= $school_year
LEFT JOIN mart_cohort_by_period AS m
    ON m.school_id = c.school_id AND m.cohort_year = c.cohort_year
    AND m.cohort_class = c.cohort_class AND m.school_year = c.school_year AND m.period = $period
LEFT JOIN mart_achievement_by_grade_period AS g
    ON g.school_id = c.school_id AND g.school_year = c.school_year AND g.grade = c.grade
    AND g.period = $period
ORDER BY n.newest_grade, n.newest_class, c.school_year

-- One row per class × subject of side B with the same cohort's figures of side A, and its pupils who are in both.
WITH b AS (
    SELECT m.school_id, m.grade, m.class_name, m.subject, m.attested_count, m.quality_count,
        m.quality_pct, c.cohort_year, c.cohort_class
    FROM mart_achievement_by_class_subject_period AS m
    INNER JOIN mart_cohort_by_class AS c
        ON c.school_id = m.school_id AND c.school_year = m.school_year AND c.class_name = m.class_name
    WHERE m.school_year = $b_year AND m.period = $b_period AND m.attested_count > 0
        AND ($grade::INTEGER IS NULL OR m.grade = $grade::INTEGER)
        AND ($scope::VARCHAR[] IS NULL
            OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
),

pairs AS (
    SELECT
        b.school_id, b.grade, b.class_name, b.subject, b.attested_count, b.quality_count,
        b.quality_pct, a.class_name AS a_class_name, a.attested_count AS a_attested_count,
        a.quality_count AS a_quality_count, a.quality_pct AS a_quality_pct
    FROM b
    INNER JOIN mart_cohort_by_class AS c
        ON c.school_id = b.school_id AND c.cohort_year = b.cohort_year
        AND c.cohort_class = b.cohort_class AND c.school_year = $a_year
    INNER JOIN mart_achievement_by_class_subject_period AS a
        ON a.school_id = c.school_id AND a.school_year = c.school_year
        AND a.class_name = c.class_name AND a.subject = b.subject AND a.period = $a_period
        AND a.attested_count > 0
),

moves AS (
    SELECT
        p.school_id, p.class_name, p.subject, count(*) AS same_count,
        count(*) FILTER (WHERE x.mark < 4 AND y.mark >= 4) AS up_count,
        count(*) FILTER (WHERE x.mark >= 4 AND y.mark < 4) AS down_count
    FROM pairs AS p
    INNER JOIN period_marks AS x
        ON x.school_id = p.school_id AND x.school_year = $a_year AND x.period = $a_period
        AND x.class_name = p.a_class_name AND x.subject = p.subject AND x.state = 'attested'
    INNER JOIN period_marks AS y
        ON y.school_id = p.school_id AND y.school_year = $b_year AND y.period = $b_period
        AND y.class_name = p.class_name AND y.subject = p.subject AND y.state = 'attested'
        AND y.pupil_id = x.pupil_id
    GROUP BY p.school_id, p.class_name, p.subject
)

SELECT
    p.grade, p.class_name, p.a_class_name, p.subject, p.a_attested_count, p.a_quality_count,
    p.a_quality_pct, p.attested_count AS b_attested_count, p.quality_count AS b_quality_count,
    p.quality_pct AS b_quality_pct, p.quality_pct - p.a_quality_pct AS change_points,
    coalesce(m.same_count, 0) AS same_count, coalesce(m.up_count, 0) AS up_count,
    coalesce(m.down_count, 0) AS down_count,
    p.attested_count - coalesce(m.same_count, 0) AS joined_count,
    p.a_attested_count - coalesce(m.same_count, 0) AS left_count
FROM pairs AS p
LEFT JOIN moves AS m
    ON m.school_id = p.school_id AND m.class_name = p.class_name AND m.subject = p.subject
ORDER BY change_points, p.class_name, p.subject

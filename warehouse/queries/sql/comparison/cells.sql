-- One row per class × subject of side B with the same cohort's figures of side A, and its pupils who are in both.
-- The part is those at or above the border of the measure, the whole is the base: attested, or on roll.
WITH counted AS (
    SELECT
        m.school_id, m.school_year, m.period, m.grade, m.class_name, m.subject,
        CASE WHEN $metric = 'passed' THEN m.passed_count ELSE m.quality_count END AS part_count,
        CASE WHEN $base = 'on_roll' THEN m.on_roll_count ELSE m.attested_count END AS whole_count
    FROM mart_achievement_by_class_subject_period AS m
),

b AS (
    SELECT
        m.school_id, m.grade, m.class_name, m.subject, m.part_count, m.whole_count,
        c.cohort_year, c.cohort_class
    FROM counted AS m
    INNER JOIN mart_cohort_by_class AS c
        ON c.school_id = m.school_id AND c.school_year = m.school_year AND c.class_name = m.class_name
    WHERE m.school_year = $b_year AND m.period = $b_period AND m.whole_count > 0
        AND ($grade::INTEGER IS NULL OR m.grade = $grade::INTEGER)
        AND ($scope::VARCHAR[] IS NULL
            OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
),

pairs AS (
    SELECT
        b.school_id, b.grade, b.class_name, b.subject, b.part_count, b.whole_count,
        a.class_name AS a_class_name, a.part_count AS a_part_count, a.whole_count AS a_whole_count
    FROM b
    INNER JOIN mart_cohort_by_class AS c
        ON c.school_id = b.school_id AND c.cohort_year = b.cohort_year
        AND c.cohort_class = b.cohort_class AND c.school_year = $a_year
    INNER JOIN counted AS a
        ON a.school_id = c.school_id AND a.school_year = c.school_year
        AND a.class_name = c.class_name AND a.subject = b.subject AND a.period = $a_period
        AND a.whole_count > 0
),

pupils AS (
    SELECT
        school_id, school_year, period, class_name, subject, pupil_id,
        coalesce(mark >= $border::INTEGER, FALSE) AS is_part
    FROM period_marks
    WHERE state = 'attested' OR ($base = 'on_roll' AND state = 'not_attested')
),

moves AS (
    SELECT
        p.school_id, p.class_name, p.subject, count(*) AS same_count,
        count(*) FILTER (WHERE NOT x.is_part AND y.is_part) AS up_count,
        count(*) FILTER (WHERE x.is_part AND NOT y.is_part) AS down_count
    FROM pairs AS p
    INNER JOIN pupils AS x
        ON x.school_id = p.school_id AND x.school_year = $a_year AND x.period = $a_period
        AND x.class_name = p.a_class_name AND x.subject = p.subject
    INNER JOIN pupils AS y
        ON y.school_id = p.school_id AND y.school_year = $b_year AND y.period = $b_period
        AND y.class_name = p.class_name AND y.subject = p.subject AND y.pupil_id = x.pupil_id
    GROUP BY p.school_id, p.class_name, p.subject
)

SELECT
    p.grade, p.class_name, p.a_class_name, p.subject, p.a_part_count, p.a_whole_count,
    100.0::DOUBLE * p.a_part_count / p.a_whole_count AS a_share_pct,
    p.part_count AS b_part_count, p.whole_count AS b_whole_count,
    100.0::DOUBLE * p.part_count / p.whole_count AS b_share_pct,
    100.0::DOUBLE * p.part_count / p.whole_count - 100.0::DOUBLE * p.a_part_count / p.a_whole_count AS change_points,
    coalesce(m.same_count, 0) AS same_count, coalesce(m.up_count, 0) AS up_count,
    coalesce(m.down_count, 0) AS down_count,
    p.whole_count - coalesce(m.same_count, 0) AS joined_count,
    p.a_whole_count - coalesce(m.same_count, 0) AS left_count
FROM pairs AS p
LEFT JOIN moves AS m
    ON m.school_id = p.school_id AND m.class_name = p.class_name AND m.subject = p.subject
ORDER BY change_points, p.class_name, p.subject

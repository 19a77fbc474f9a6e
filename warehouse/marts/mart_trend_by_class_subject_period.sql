-- One row per class × subject × term (quarter, trimester, half-year) with an attested mark, the two terms before beside it.
-- A fall: качество is lower than a term before by falling_points or more. Twice: two such falls in one year, on end.
-- refresh: class
WITH terms AS (
    SELECT
        school_id,
        school_year,
        period,
        grade,
        class_name,
        subject,
        attested_count,
        quality_count,
        CASE
            WHEN period IN ('q1', 'q2', 'q3', 'q4') THEN 'quarters'
            WHEN period IN ('t1', 't2', 't3') THEN 'trimesters'
            ELSE 'halves'
        END AS system,
        CASE
            WHEN period IN ('q1', 't1', 'h1') THEN 1
            WHEN period IN ('q2', 't2', 'h2') THEN 2
            WHEN period IN ('q3', 't3') THEN 3
            ELSE 4
        END AS term_no
    FROM mart_achievement_by_class_subject_period
    WHERE attested_count > 0
        AND period IN ('q1', 'q2', 'q3', 'q4', 't1', 't2', 't3', 'h1', 'h2')
),
bound AS (
    SELECT max(CASE WHEN name = 'falling_points' THEN value END) AS falling_points
    FROM thresholds
),
stepped AS (
    SELECT
        t.school_id,
        t.school_year,
        t.period,
        t.grade,
        t.class_name,
        t.subject,
        t.attested_count,
        t.quality_count,
        b.attested_count AS before_attested_count,
        b.quality_count AS before_quality_count,
        e.attested_count AS earlier_attested_count,
        e.quality_count AS earlier_quality_count,
        CASE
            WHEN 100 * (b.quality_count * t.attested_count - t.quality_count * b.attested_count)
                >= u.falling_points * t.attested_count * b.attested_count
                AND b.quality_count * t.attested_count > t.quality_count * b.attested_count
                THEN 1
            ELSE 0
        END AS is_fall,
        CASE
            WHEN 100 * (e.quality_count * b.attested_count - b.quality_count * e.attested_count)
                >= u.falling_points * b.attested_count * e.attested_count
                AND e.quality_count * b.attested_count > b.quality_count * e.attested_count
                THEN 1
            ELSE 0
        END AS is_fall_before
    FROM terms AS t
    INNER JOIN bound AS u ON u.falling_points IS NOT NULL
    LEFT JOIN terms AS b
        ON t.school_id = b.school_id
        AND t.school_year = b.school_year
        AND t.grade = b.grade
        AND t.class_name = b.class_name
        AND t.subject = b.subject
        AND t.system = b.system
        AND t.term_no = b.term_no + 1
    LEFT JOIN terms AS e
        ON t.school_id = e.school_id
        AND t.school_year = e.school_year
        AND t.grade = e.grade
        AND t.class_name = e.class_name
        AND t.subject = e.subject
        AND t.system = e.system
        AND t.term_no = e.term_no + 2
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(period AS VARCHAR) AS period,
    CAST(grade AS INTEGER) AS grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(subject AS VARCHAR) AS subject,
    CAST(attested_count AS BIGINT) AS attested_count,
    CAST(quality_count AS BIGINT) AS quality_count,
    CAST(before_attested_count AS BIGINT) AS before_attested_count,
    CAST(before_quality_count AS BIGINT) AS before_quality_count,
    CAST(earlier_attested_count AS BIGINT) AS earlier_attested_count,
    CAST(earlier_quality_count AS BIGINT) AS earlier_quality_count,
    CAST(CASE WHEN before_attested_count > 0 AND earlier_attested_count > 0 THEN 1 ELSE 0 END AS INTEGER)
        AS has_two_before,
    CAST(is_fall AS INTEGER) AS is_fall,
    CAST(CASE WHEN is_fall = 1 AND is_fall_before = 1 THEN 1 ELSE 0 END AS INTEGER) AS is_falling_twice
FROM stepped

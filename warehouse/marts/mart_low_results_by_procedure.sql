-- One row per procedure (kind × subject × grade of the work) and school year: the share of low results, and whether it reaches the threshold.
-- refresh: assessment
-- low: a «2»; of an exam without marks fewer test points than the minimum, where the minimum is known.
-- Of a pupil who sat an exam again the last day counts.
WITH sat AS (
    SELECT
        school_id,
        school_year,
        kind,
        subject,
        work_grade,
        mark,
        test_points,
        row_number() OVER (
            PARTITION BY school_id, school_year, kind, subject, work_grade,
                CASE WHEN pupil_id IS NULL OR kind = 'vpr' THEN assessment_id ELSE '' END,
                participant_code
            ORDER BY held_on DESC, assessment_id DESC
        ) AS newness
    FROM assessment_results
    WHERE took_part = 1 AND kind IN ('vpr', 'oge', 'ege')
),
judged AS (
    SELECT
        r.school_id,
        r.school_year,
        r.kind,
        r.subject,
        r.work_grade,
        CASE
            WHEN r.mark IS NOT NULL THEN CASE WHEN r.mark <= 2 THEN 1 ELSE 0 END
            WHEN r.test_points IS NOT NULL AND e.min_points IS NOT NULL
                THEN CASE WHEN r.test_points < e.min_points THEN 1 ELSE 0 END
        END AS is_low
    FROM sat AS r
    LEFT JOIN exam_minimums AS e
        ON r.kind = e.kind AND r.subject = e.subject AND r.school_year = e.school_year
    WHERE r.newness = 1
),
counted AS (
    SELECT
        school_id,
        school_year,
        kind,
        subject,
        work_grade,
        count(is_low) AS judged_count,
        sum(is_low) AS low_count
    FROM judged
    GROUP BY school_id, school_year, kind, subject, work_grade
)
SELECT
    CAST(c.school_id AS VARCHAR) AS school_id,
    CAST(c.school_year AS VARCHAR) AS school_year,
    CAST(c.kind AS VARCHAR) AS kind,
    CAST(c.subject AS VARCHAR) AS subject,
    CAST(c.work_grade AS INTEGER) AS grade,
    CAST(c.judged_count AS BIGINT) AS judged_count,
    CAST(c.low_count AS BIGINT) AS low_count,
    CAST(CAST(100 * c.low_count AS DOUBLE) / nullif(c.judged_count, 0) AS DOUBLE) AS low_pct,
    CAST(CASE
        WHEN CAST(100 * c.low_count AS DOUBLE) / nullif(c.judged_count, 0) >= t.value THEN 1
        ELSE 0
    END AS INTEGER) AS is_low
FROM counted AS c
LEFT JOIN thresholds AS t ON t.name = 'low_results_pct'
WHERE c.judged_count > 0

-- One row per indicator, series (main, school) and year of the roadmap: what was promised and what was counted.
-- refresh: staff
-- counted_from: registers, or typed over them by a person. A year counts up to its measure date, even one that is still to come.
WITH told AS (
    SELECT
        school_id,
        indicator_id,
        year,
        count(DISTINCT CASE WHEN is_counted THEN teacher_id END) AS numerator
    FROM roadmap_lines
    GROUP BY school_id, indicator_id, year
),

bases AS (
    SELECT
        school_id,
        year,
        count(*) AS all_count,
        sum(CASE WHEN is_young THEN 1 ELSE 0 END) AS young_count
    FROM roadmap_base
    GROUP BY school_id, year
),

fed AS (
    SELECT
        school_id,
        indicator_id,
        min(people) AS people,
        max(CASE WHEN is_kept THEN 1 ELSE 0 END) AS kept_count
    FROM roadmap_registers
    GROUP BY school_id, indicator_id
),

from_registers AS (
    SELECT
        f.school_id,
        f.indicator_id,
        m.year,
        m.measured_on,
        coalesce(t.numerator, 0) AS numerator,
        CASE WHEN f.people = 'young' THEN b.young_count ELSE b.all_count END AS denominator
    FROM fed AS f
    INNER JOIN roadmap_measures AS m ON f.school_id = m.school_id
    INNER JOIN bases AS b ON m.school_id = b.school_id AND m.year = b.year
    LEFT JOIN told AS t
        ON f.school_id = t.school_id AND f.indicator_id = t.indicator_id AND m.year = t.year
    WHERE f.kept_count > 0 OR t.indicator_id IS NOT NULL
),

counted AS (
    SELECT
        t.school_id,
        t.indicator_id,
        t.series,
        t.year,
        CASE
            WHEN a.indicator_id IS NOT NULL THEN 'typed'
            WHEN r.indicator_id IS NOT NULL THEN 'registers'
        END AS counted_from,
        CASE WHEN a.indicator_id IS NOT NULL THEN a.numerator ELSE r.numerator END AS numerator,
        CASE WHEN a.indicator_id IS NOT NULL THEN a.denominator ELSE r.denominator END AS denominator,
        CASE WHEN a.indicator_id IS NOT NULL THEN a.measured_on ELSE r.measured_on END AS measured_on
    FROM roadmap_targets AS t
    LEFT JOIN roadmap_actuals AS a
        ON
            t.school_id = a.school_id
            AND t.indicator_id = a.indicator_id
            AND t.series = a.series
            AND t.year = a.year
    LEFT JOIN from_registers AS r
        ON t.school_id = r.school_id AND t.indicator_id = r.indicator_id AND t.year = r.year
)

SELECT
    CAST(t.school_id AS VARCHAR) AS school_id,
    CAST(t.indicator_id AS VARCHAR) AS indicator_id,
    CAST(i.indicator_name AS VARCHAR) AS indicator_name,
    CAST(i.row_id AS VARCHAR) AS row_id,
    CAST(i.kind AS VARCHAR) AS kind,
    CAST(i.position AS INTEGER) AS position,
    CAST(t.series AS VARCHAR) AS series,
    CAST(t.year AS INTEGER) AS year,
    CAST(t.target_pct AS DOUBLE) AS target_pct,
    CAST(CAST(100 * c.numerator AS DOUBLE) / nullif(c.denominator, 0) AS DOUBLE) AS actual_pct,
    CAST(c.numerator AS INTEGER) AS numerator,
    CAST(c.denominator AS INTEGER) AS denominator,
    CAST(CAST(100 * c.numerator AS DOUBLE) / nullif(c.denominator, 0) - t.target_pct AS DOUBLE) AS deviation_points,
    CAST(c.counted_from AS VARCHAR) AS counted_from,
    CAST(c.measured_on AS DATE) AS measured_on
FROM roadmap_targets AS t
INNER JOIN roadmap_indicators AS i
    ON t.school_id = i.school_id AND t.indicator_id = i.indicator_id
INNER JOIN counted AS c
    ON
        t.school_id = c.school_id
        AND t.indicator_id = c.indicator_id
        AND t.series = c.series
        AND t.year = c.year

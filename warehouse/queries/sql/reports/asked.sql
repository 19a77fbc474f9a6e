-- One row per class of a period's report and the period it is reported for.
-- A class whose terms are of another system (halves beside quarters) brings the term that ends within a
-- week of the asked one, so that the school is whole at the end of every half-year.
WITH ends AS (
    SELECT max(closed_on) AS closed_on
    FROM mart_period_report_by_class
    WHERE school_year = $school_year AND period = $period
),
ranked AS (
    SELECT
        m.class_name,
        m.period,
        row_number() OVER (
            PARTITION BY m.class_name ORDER BY CASE WHEN m.period = $period THEN 0 ELSE 1 END, m.period
        ) AS place
    FROM mart_period_report_by_class AS m
    CROSS JOIN ends AS e
    WHERE m.school_year = $school_year
        AND (m.period = $period
            OR (m.is_own_system = 1 AND m.period <> 'year' AND $period <> 'year'
                AND abs(m.closed_on - e.closed_on) <= 7))
)
SELECT class_name, period
FROM ranked
WHERE place = 1
ORDER BY class_name

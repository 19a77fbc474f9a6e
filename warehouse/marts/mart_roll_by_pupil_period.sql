-- One row per pupil × class × period of a report: on the roll at its start, came, left, on the roll at its end (0, 1).
-- A class has the periods of its own system, the year, and those it has marks for; of an undated one (exam) nothing is known.
-- A leaver without a day left after the last term with marks of theirs.
-- refresh: class
WITH marked AS (
    SELECT DISTINCT school_id, school_year, grade, class_name, period
    FROM mart_pupil_group_by_period
),
asked AS (
    SELECT c.school_id, c.school_year, c.grade, c.class_name, w.period,
        w.opened_on, w.is_first, w.closed_on, w.is_own_system
    FROM dim_class AS c
    INNER JOIN report_windows AS w ON c.school_year = w.school_year AND c.grade = w.grade
    LEFT JOIN marked AS m
        ON c.school_id = m.school_id AND c.school_year = m.school_year
        AND c.class_name = m.class_name AND w.period = m.period
    WHERE w.is_own_system = 1 OR m.period IS NOT NULL
    UNION ALL
    SELECT m.school_id, m.school_year, m.grade, m.class_name, m.period,
        CAST(NULL AS DATE) AS opened_on, 0 AS is_first, CAST(NULL AS DATE) AS closed_on, 0 AS is_own_system
    FROM marked AS m
    LEFT JOIN report_windows AS w
        ON m.school_year = w.school_year AND m.grade = w.grade AND m.period = w.period
    WHERE w.period IS NULL
),
seen AS (
    SELECT g.school_id, g.school_year, g.class_name, g.pupil_id, max(w.closed_on) AS seen_on
    FROM mart_pupil_group_by_period AS g
    INNER JOIN report_windows AS w
        ON g.school_year = w.school_year AND g.grade = w.grade AND g.period = w.period
    WHERE w.period <> 'year' AND g.marks_count > 0
    GROUP BY g.school_id, g.school_year, g.class_name, g.pupil_id
),
arrivals AS (
    SELECT
        a.school_id, a.school_year, a.grade, a.class_name, a.period, a.opened_on, a.is_first,
        a.closed_on, a.is_own_system, r.pupil_id, r.is_listed, r.has_left, r.left_on, s.seen_on,
        CASE WHEN r.left_on < r.arrived_on THEN 1 ELSE 0 END AS is_back,
        CASE WHEN r.arrived_on IS NULL OR r.arrived_on <= a.opened_on THEN 1 ELSE 0 END AS came_before,
        CASE WHEN r.arrived_on IS NULL OR r.arrived_on <= a.closed_on THEN 1 ELSE 0 END AS came_by_end
    FROM asked AS a
    INNER JOIN roll AS r
        ON a.school_id = r.school_id AND a.school_year = r.school_year AND a.class_name = r.class_name
    LEFT JOIN seen AS s
        ON r.school_id = s.school_id AND r.school_year = s.school_year
        AND r.class_name = s.class_name AND r.pupil_id = s.pupil_id
),
moves AS (
    SELECT
        school_id, school_year, grade, class_name, period, closed_on, is_own_system, pupil_id,
        is_listed, is_back, came_before, came_by_end,
        CASE WHEN has_left = 1 AND left_on IS NULL THEN 1 ELSE 0 END AS is_undated,
        CASE
            WHEN has_left = 0 THEN 0
            WHEN left_on < opened_on THEN 1
            WHEN left_on IS NOT NULL THEN CASE WHEN is_first = 0 AND left_on = opened_on THEN 1 ELSE 0 END
            WHEN is_first = 1 OR came_before = 0 OR seen_on >= opened_on THEN 0
            ELSE 1
        END AS left_before,
        CASE
            WHEN has_left = 0 THEN 0
            WHEN left_on IS NOT NULL THEN CASE WHEN left_on <= closed_on THEN 1 ELSE 0 END
            WHEN came_by_end = 0 OR seen_on >= closed_on THEN 0
            ELSE 1
        END AS left_by_end
    FROM arrivals
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(period AS VARCHAR) AS period,
    CAST(grade AS INTEGER) AS grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(pupil_id AS BIGINT) AS pupil_id,
    CAST(closed_on AS DATE) AS closed_on,
    CAST(is_own_system AS INTEGER) AS is_own_system,
    CAST(is_listed AS INTEGER) AS is_listed,
    CAST(CASE WHEN closed_on IS NOT NULL THEN came_before - left_before + is_back END AS INTEGER) AS is_at_start,
    CAST(CASE WHEN closed_on IS NOT NULL THEN came_by_end - came_before END AS INTEGER) AS has_arrived,
    CAST(CASE WHEN closed_on IS NOT NULL THEN left_by_end - left_before END AS INTEGER) AS has_left,
    CAST(CASE WHEN closed_on IS NOT NULL THEN came_by_end - left_by_end + is_back END AS INTEGER) AS is_at_end,
    CAST(CASE WHEN is_undated = 1 THEN left_by_end - left_before ELSE 0 END AS INTEGER) AS is_undated_left
FROM moves

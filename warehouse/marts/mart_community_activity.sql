-- One row per community × school year. Planned events are of the year they were planned for, held ones of the year they
-- were held in. Attendance: members who came, of the members on the day of each meeting held of which it is known who
-- came: a meeting that names nobody is not one that nobody came to.
-- refresh: staff
WITH members AS (
    SELECT y.community_id, y.school_year, m.teacher_id
    FROM community_years AS y
    INNER JOIN community_members AS m
        ON
            y.community_id = m.community_id
            AND coalesce(m.date_from, y.date_from) <= y.date_to
            AND coalesce(m.date_to, y.date_to) >= y.date_from
    GROUP BY y.community_id, y.school_year, m.teacher_id
),

members_by_year AS (
    SELECT m.community_id, m.school_year, count(*) AS members_count
    FROM members AS m
    GROUP BY m.community_id, m.school_year
),

known AS (
    SELECT p.line_key FROM community_people AS p
    GROUP BY p.line_key
),

expected AS (
    SELECT e.community_id, e.held_year AS school_year, e.line_key, m.teacher_id
    FROM community_events AS e
    INNER JOIN known AS k ON e.line_key = k.line_key
    INNER JOIN community_members AS m
        ON
            e.community_id = m.community_id
            AND coalesce(m.date_from, e.held_on) <= e.held_on
            AND coalesce(m.date_to, e.held_on) >= e.held_on
    WHERE e.kind = 'meeting' AND e.held_on IS NOT NULL
    GROUP BY e.community_id, e.held_year, e.line_key, m.teacher_id
),

attendance AS (
    SELECT
        x.community_id,
        x.school_year,
        count(*) AS expected_count,
        sum(CASE WHEN p.teacher_id IS NULL THEN 0 ELSE 1 END) AS attended_count
    FROM expected AS x
    LEFT JOIN community_people AS p ON x.line_key = p.line_key AND x.teacher_id = p.teacher_id
    GROUP BY x.community_id, x.school_year
),

planned AS (
    SELECT
        e.community_id,
        e.planned_year AS school_year,
        sum(CASE WHEN e.kind = 'meeting' THEN 1 ELSE 0 END) AS meetings,
        sum(CASE WHEN e.kind = 'visit' THEN 1 ELSE 0 END) AS visits,
        sum(CASE WHEN e.kind = 'plan' THEN 1 ELSE 0 END) AS plan_items
    FROM community_events AS e
    WHERE e.planned_on IS NOT NULL
    GROUP BY e.community_id, e.planned_year
),

held AS (
    SELECT
        e.community_id,
        e.held_year AS school_year,
        sum(CASE WHEN e.kind = 'meeting' THEN 1 ELSE 0 END) AS meetings,
        sum(CASE WHEN e.kind = 'visit' THEN 1 ELSE 0 END) AS visits,
        sum(CASE WHEN e.kind = 'plan' THEN 1 ELSE 0 END) AS plan_items,
        max(e.held_on) AS last_held_on
    FROM community_events AS e
    WHERE e.held_on IS NOT NULL
    GROUP BY e.community_id, e.held_year
),

studies AS (
    SELECT
        s.community_id,
        s.school_year,
        count(*) AS studies_count
    FROM lesson_studies AS s
    GROUP BY s.community_id, s.school_year
),

steps AS (
    SELECT
        s.community_id,
        s.school_year,
        count(*) AS steps_total,
        sum(CASE WHEN t.is_done THEN 1 ELSE 0 END) AS steps_done
    FROM lesson_studies AS s
    INNER JOIN typed_study_steps AS t ON s.study_id = t.study_id
    GROUP BY s.community_id, s.school_year
)

SELECT
    CAST(y.school_id AS VARCHAR) AS school_id,
    CAST(y.community_id AS VARCHAR) AS community_id,
    CAST(y.school_year AS VARCHAR) AS school_year,
    CAST(coalesce(m.members_count, 0) AS INTEGER) AS members_count,
    CAST(coalesce(p.meetings, 0) AS INTEGER) AS meetings_planned,
    CAST(coalesce(h.meetings, 0) AS INTEGER) AS meetings_held,
    CAST(coalesce(a.attended_count, 0) AS INTEGER) AS attended_count,
    CAST(coalesce(a.expected_count, 0) AS INTEGER) AS expected_count,
    CAST(CAST(100 * a.attended_count AS DOUBLE) / nullif(a.expected_count, 0) AS DOUBLE) AS attendance_pct,
    CAST(coalesce(p.visits, 0) AS INTEGER) AS visits_planned,
    CAST(coalesce(h.visits, 0) AS INTEGER) AS visits_held,
    CAST(coalesce(p.plan_items, 0) AS INTEGER) AS plan_planned,
    CAST(coalesce(h.plan_items, 0) AS INTEGER) AS plan_held,
    CAST(coalesce(s.studies_count, 0) AS INTEGER) AS lesson_studies_count,
    CAST(coalesce(t.steps_done, 0) AS INTEGER) AS steps_done,
    CAST(coalesce(t.steps_total, 0) AS INTEGER) AS steps_total,
    CAST(h.last_held_on AS DATE) AS last_held_on
FROM community_years AS y
LEFT JOIN members_by_year AS m ON y.community_id = m.community_id AND y.school_year = m.school_year
LEFT JOIN attendance AS a ON y.community_id = a.community_id AND y.school_year = a.school_year
LEFT JOIN planned AS p ON y.community_id = p.community_id AND y.school_year = p.school_year
LEFT JOIN held AS h ON y.community_id = h.community_id AND y.school_year = h.school_year
LEFT JOIN studies AS s ON y.community_id = s.community_id AND y.school_year = s.school_year
LEFT JOIN steps AS t ON y.community_id = t.community_id AND y.school_year = t.school_year

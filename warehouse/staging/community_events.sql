-- One row per event of a community: a meeting, a visit, an item of the plan, a research lesson; the school years and
-- the first days of the months of its planned and its held day.
-- refresh: staff
WITH events AS (
    SELECT m.school_id, m.community_id, 'meeting' AS kind, m.line_key, m.planned_on, m.held_on
    FROM community_meetings AS m
    UNION ALL
    SELECT v.school_id, v.community_id, 'visit' AS kind, v.line_key, v.planned_on, v.held_on
    FROM community_visits AS v
    UNION ALL
    SELECT p.school_id, p.community_id, 'plan' AS kind, p.line_key, p.planned_on, p.held_on
    FROM community_plan AS p
    UNION ALL
    SELECT
        s.school_id, s.community_id, 'lesson' AS kind,
        l.study_id || '|' || CAST(l.lesson_no AS VARCHAR) AS line_key, l.planned_on, l.held_on
    FROM typed_study_lessons AS l
    INNER JOIN lesson_studies AS s ON l.study_id = s.study_id
    WHERE s.community_id <> '' AND (l.planned_on IS NOT NULL OR l.held_on IS NOT NULL)
)

SELECT
    e.school_id,
    e.community_id,
    e.kind,
    e.line_key,
    e.planned_on,
    e.held_on,
    p.school_year AS planned_year,
    h.school_year AS held_year,
    CAST(date_trunc('month', e.planned_on) AS DATE) AS planned_month,
    CAST(date_trunc('month', e.held_on) AS DATE) AS held_month
FROM events AS e
LEFT JOIN school_year_spans AS p ON e.planned_on BETWEEN p.date_from AND p.date_to
LEFT JOIN school_year_spans AS h ON e.held_on BETWEEN h.date_from AND h.date_to

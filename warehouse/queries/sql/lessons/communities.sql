-- One row per community × school year: its lessons with a value, pooled; null where they are fewer than asked.
WITH pooled AS (
    SELECT
        l.community_id,
        y.school_year,
        count(*) AS lessons_count,
        sum(r.tasks_count) AS tasks_count,
        sum(r.n1) AS n1,
        sum(r.n2) AS n2,
        sum(r.n3) AS n3,
        sum(r.n4) AS n4,
        sum(r.n5) AS n5,
        count(r.fit) AS fit_count,
        avg(r.fit) AS fit,
        count(r.variety) AS variety_count,
        avg(r.variety) AS variety,
        avg(r.evenness) AS evenness
    FROM lesson_main_value AS r
    INNER JOIN lesson_cards AS l ON r.lesson_id = l.lesson_id
    INNER JOIN school_year_spans AS y ON l.held_on >= y.date_from AND l.held_on <= y.date_to
    WHERE l.community_id <> ''
    GROUP BY l.community_id, y.school_year
)

SELECT
    c.community_id,
    c.community_name,
    p.school_year,
    p.lessons_count,
    p.lessons_count < $least AS is_hidden,
    CASE WHEN p.lessons_count >= $least THEN p.tasks_count END AS tasks_count,
    CASE WHEN p.lessons_count >= $least THEN p.n1 END AS n1,
    CASE WHEN p.lessons_count >= $least THEN p.n2 END AS n2,
    CASE WHEN p.lessons_count >= $least THEN p.n3 END AS n3,
    CASE WHEN p.lessons_count >= $least THEN p.n4 END AS n4,
    CASE WHEN p.lessons_count >= $least THEN p.n5 END AS n5,
    CASE WHEN p.lessons_count >= $least THEN p.fit_count END AS fit_count,
    CASE WHEN p.fit_count >= $least THEN p.fit END AS fit,
    CASE WHEN p.lessons_count >= $least THEN p.variety_count END AS variety_count,
    CASE WHEN p.variety_count >= $least THEN p.variety END AS variety,
    CASE WHEN p.lessons_count >= $least THEN p.evenness END AS evenness
FROM pooled AS p
INNER JOIN communities AS c ON p.community_id = c.community_id
ORDER BY c.community_name, c.community_id, p.school_year

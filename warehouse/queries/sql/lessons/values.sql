-- One row per lesson of the list and coder, by day: the didactic value.
SELECT
    v.lesson_id,
    v.coder,
    l.held_on,
    l.class_name,
    l.subject,
    l.topic,
    v.tasks_count,
    v.types_count,
    v.n1,
    v.n2,
    v.n3,
    v.n4,
    v.n5,
    v.p1,
    v.p2,
    v.p3,
    v.p4,
    v.p5,
    v.high_pct,
    v.median_category,
    v.fit,
    v.variety,
    v.variety_capped,
    v.evenness,
    v.uncoded_count
FROM lesson_value AS v
INNER JOIN lesson_cards AS l ON v.lesson_id = l.lesson_id
WHERE list_contains($lessons, v.lesson_id)
ORDER BY l.held_on, v.lesson_id, v.coder

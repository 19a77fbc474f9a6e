-- One row per lesson of the list and pair of its coders, by day.
SELECT
    a.lesson_id,
    l.held_on,
    l.class_name,
    l.subject,
    l.topic,
    a.coder_a,
    a.coder_b,
    a.both_count,
    a.same_code_count,
    a.same_category_count,
    a.kappa,
    a.kappa_reason
FROM lesson_agreement AS a
INNER JOIN lesson_cards AS l ON a.lesson_id = l.lesson_id
WHERE list_contains($lessons, a.lesson_id)
ORDER BY l.held_on, a.lesson_id, a.coder_a, a.coder_b

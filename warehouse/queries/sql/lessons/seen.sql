-- One row per live lesson with tasks that the person may see: its teacher, who coded it, members of its community on that
-- day or now, the methodist. By day.
SELECT
    l.lesson_id,
    l.teacher_id,
    l.community_id,
    l.held_on,
    l.class_name,
    l.subject
FROM lesson_cards AS l
WHERE
    $teachers IS NULL
    OR list_contains($teachers, l.teacher_id)
    OR l.lesson_id IN (
        SELECT k.lesson_id FROM lesson_coders AS k WHERE list_contains($teachers, k.coder_id)
    )
    OR (l.community_id <> '' AND l.lesson_id IN (
        SELECT s.lesson_id
        FROM lesson_cards AS s
        INNER JOIN community_members AS m ON s.community_id = m.community_id
        WHERE list_contains($teachers, m.teacher_id)
            AND (
                (
                    coalesce(m.date_from <= s.held_on, true)
                    AND coalesce(m.date_to >= s.held_on, true)
                )
                OR (coalesce(m.date_from <= $as_of, true) AND coalesce(m.date_to >= $as_of, true))
            )
    ))
ORDER BY l.held_on, l.class_name, l.lesson_id

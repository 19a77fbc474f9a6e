-- One row per live lesson with tasks that the person may see: its teacher, who coded it, members of its community on that
-- day or now, the methodist. By day.
SELECT
    l.lesson_id,
    l.teacher_id,
    d.full_name,
    l.community_id,
    coalesce(c.community_name, '') AS community_name,
    l.study_id,
    l.study_lesson,
    l.held_on,
    coalesce(y.school_year, '') AS school_year,
    l.class_name,
    l.subject,
    l.topic,
    l.aim,
    l.target1,
    l.target2,
    l.target3,
    l.target4,
    l.target5,
    l.targets_on,
    l.is_typed,
    (SELECT count(*) FROM lesson_tasks AS t WHERE t.lesson_id = l.lesson_id) AS listed_count,
    (SELECT count(*) FROM lesson_coders AS k WHERE k.lesson_id = l.lesson_id) AS coders_count
FROM lesson_cards AS l
INNER JOIN dim_teacher AS d ON l.teacher_id = d.teacher_id
LEFT JOIN communities AS c ON l.community_id = c.community_id
LEFT JOIN school_year_spans AS y ON l.held_on >= y.date_from AND l.held_on <= y.date_to
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

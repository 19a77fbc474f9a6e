-- One row per class on a day, by pupils; grade 1 and classes without a journal have no figures.
WITH pupils AS (
    SELECT
        grade, class_name, pupil_id,
        max(is_disputed) AS is_disputed,
        max(is_few) AS is_few,
        max(CASE WHEN is_disputed = 1 OR is_still_few = 1 OR likely_mark = 2 THEN 1 ELSE 0 END) AS is_attention,
        sum(absences_count) AS absences_count,
        sum(absences_held_count) AS absences_held_count,
        sum(lessons_count) AS lessons_count
    FROM standing
    GROUP BY grade, class_name, pupil_id
),

counted AS (
    SELECT
        class_name,
        count(*) AS pupils_count,
        sum(is_disputed)::BIGINT AS disputed_pupils_count,
        sum(is_few)::BIGINT AS few_pupils_count,
        sum(is_attention)::BIGINT AS attention_pupils_count,
        sum(absences_count)::BIGINT AS absences_count,
        sum(absences_held_count)::BIGINT AS absences_held_count,
        sum(lessons_count)::BIGINT AS lessons_count
    FROM pupils
    GROUP BY class_name
)

SELECT
    c.grade, c.class_name, n.pupils_count, n.disputed_pupils_count, n.few_pupils_count,
    n.attention_pupils_count, n.absences_count, n.absences_held_count, n.lessons_count
FROM dim_class AS c
LEFT JOIN counted AS n ON c.class_name = n.class_name
WHERE c.school_year = $school_year
    AND (c.grade = 1 OR n.pupils_count IS NOT NULL)
    AND ($grade::INTEGER IS NULL OR c.grade = $grade::INTEGER)
    AND ($scope::VARCHAR[] IS NULL
        OR list_contains($scope::VARCHAR[], c.school_year || ' ' || c.class_name))
ORDER BY c.grade, c.class_name

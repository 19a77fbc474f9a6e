-- One row per teacher × what unites teachers: a grade of the newest year, a block of subjects, a strategy used often.
-- Only those whom the person may see one by one.
WITH grades AS (
    SELECT DISTINCT
        coalesce(p.person_id, t.teacher_id) AS teacher_id,
        'grade' AS kind,
        CAST(t.grade AS VARCHAR) AS basis
    FROM teaching AS t
    LEFT JOIN teacher_persons AS p ON t.teacher_id = p.teacher_id
    WHERE t.school_year = (SELECT max(school_year) FROM teaching)
),

blocks AS (
    SELECT teacher_id, 'subjects' AS kind, group_name AS basis
    FROM staff_parts
    WHERE group_kind = 'subject_block' AND group_name <> ''
),

interests AS (
    SELECT DISTINCT u.teacher_id, 'interest' AS kind, s.strategy_name AS basis
    FROM mart_strategy_use AS u
    INNER JOIN strategies AS s ON u.strategy_id = s.strategy_id
    WHERE u.frequency >= 2
),

known AS (
    SELECT * FROM grades
    UNION ALL
    SELECT * FROM blocks
    UNION ALL
    SELECT * FROM interests
)

SELECT teacher_id, kind, basis
FROM known
WHERE $teachers IS NULL OR list_contains($teachers, teacher_id)
ORDER BY teacher_id, kind, basis

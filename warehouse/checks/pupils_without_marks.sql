-- One row per pupil of a class's files who has no mark of any kind in the school year.
-- title: Ученики без единой отметки
-- severity: warning
-- what: Эти ученики есть в журнале класса, но за учебный год у них нет ни текущей, ни итоговой отметки.
-- why: Возможно, ученик выбыл, учится на дому или записан в файлах по-разному.
-- fix: Если ученик выбыл, скажите об этом при загрузке; если записан по-разному, исправьте имя в журнале.
-- unit: ученик|ученика|учеников
-- column: class_name Класс
-- column: full_name Ученик
-- column: school_year Учебный год
-- link: class Открыть класс
-- order: school_year DESC, grade, class_name, full_name
WITH marked AS (
    SELECT school_year, class_name, pupil_id FROM marks
    UNION
    SELECT school_year, class_name, pupil_id FROM period_marks
),
classes AS (
    SELECT DISTINCT school_year, class_name FROM marked
),
spoken AS (
    SELECT DISTINCT p.school_year, p.class_name, u.pupil_id
    FROM loaded_part_pupils AS u
    INNER JOIN stg_parts AS p ON u.batch_id = p.batch_id AND u.part_no = p.part_no
    WHERE p.measure IN ('current', 'period')
)
SELECT r.school_year, r.grade, r.class_name, r.pupil_id, r.full_name
FROM roll AS r
INNER JOIN classes AS c ON r.school_year = c.school_year AND r.class_name = c.class_name
INNER JOIN spoken AS s
    ON r.school_year = s.school_year AND r.class_name = s.class_name AND r.pupil_id = s.pupil_id
LEFT JOIN marked AS m
    ON r.school_year = m.school_year AND r.class_name = m.class_name AND r.pupil_id = m.pupil_id
WHERE r.has_left = 0 AND m.pupil_id IS NULL AND r.grade > 1

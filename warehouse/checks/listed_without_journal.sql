-- One row per pupil of a class's register of whom no journal or summary of the class speaks.
-- title: Ученики списка, которых нет в журнале
-- severity: warning
-- what: Эти ученики есть в списке класса, а в загруженных журналах и итогах класса их нет.
-- why: Их отметки не попадают в показатели.
-- fix: Выгрузите журнал заново; если ученик выбыл, проставьте в списке дату выбытия.
-- unit: ученик|ученика|учеников
-- column: class_name Класс
-- column: full_name Ученик
-- column: school_year Учебный год
-- link: uploads К загрузкам
-- order: school_year DESC, grade, class_name, full_name
WITH spoken AS (
    SELECT DISTINCT p.school_year, p.class_name, u.pupil_id
    FROM loaded_part_pupils AS u
    INNER JOIN stg_parts AS p ON u.batch_id = p.batch_id AND u.part_no = p.part_no
    WHERE p.measure IN ('current', 'period')
)
SELECT r.school_year, r.grade, r.class_name, r.pupil_id, r.full_name
FROM roll AS r
INNER JOIN (SELECT DISTINCT school_year, class_name FROM spoken) AS c
    ON r.school_year = c.school_year AND r.class_name = c.class_name
LEFT JOIN spoken AS s
    ON r.school_year = s.school_year AND r.class_name = s.class_name AND r.pupil_id = s.pupil_id
WHERE r.is_listed = 1 AND r.has_left = 0 AND s.pupil_id IS NULL

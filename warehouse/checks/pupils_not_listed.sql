-- One row per pupil of a class's journals who is not in the register of the class.
-- title: Ученики журнала, которых нет в списке класса
-- severity: warning
-- what: У этих учеников есть журнал или итоги, но в загруженном списке класса их нет.
-- why: В отчётах «на начало» и «на конец» такие ученики сбивают счёт.
-- fix: Проверьте, так же ли ученик записан в списке, и загрузите новый список класса.
-- unit: ученик|ученика|учеников
-- column: class_name Класс
-- column: full_name Ученик
-- column: school_year Учебный год
-- link: uploads К загрузкам
-- order: school_year DESC, grade, class_name, full_name
SELECT r.school_year, r.grade, r.class_name, r.pupil_id, r.full_name
FROM roll AS r
INNER JOIN (SELECT DISTINCT school_year, class_name FROM roll WHERE is_listed = 1) AS l
    ON r.school_year = l.school_year AND r.class_name = l.class_name
WHERE r.is_listed = 0 AND r.has_left = 0

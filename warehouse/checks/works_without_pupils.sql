-- One row per work × class of our school with participants known by code alone.
-- title: Участники без имён
-- severity: info
-- what: Результаты этих участников загружены по кодам, и ни один список не говорит, чьи это коды.
-- why: Показатели класса верны и так; без имён не увидеть работу рядом с отметками ученика.
-- fix: Если нужны имена, загрузите список «код — ученик»: он остаётся в школе.
-- unit: класс работы|класса работ|классов работ
-- column: kind Работа work
-- column: school_year Учебный год
-- column: subject Предмет
-- column: class_name Класс
-- column: participants_count Без имени count
-- column: listed_count Всего count
-- link: uploads К загрузкам
-- order: school_year DESC, kind, subject, work_grade, class_name
SELECT
    school_year,
    class_name,
    kind,
    subject,
    work_grade,
    sum(CASE WHEN pupil_id IS NULL THEN 1 ELSE 0 END) AS participants_count,
    count(*) AS listed_count
FROM assessment_results
WHERE school_id IN (SELECT school_id FROM loaded_batches)
GROUP BY school_year, class_name, kind, subject, work_grade, assessment_id
HAVING sum(CASE WHEN pupil_id IS NULL THEN 1 ELSE 0 END) > 0

-- One row per work of our school some of whose tasks have no level.
-- title: Уровни заданий неизвестны
-- severity: warning
-- what: У заданий этих работ не сказано, базовые они, повышенные или высокие: описание работы не загружено.
-- why: Порог выполнения зависит от уровня, поэтому дефицит по таким заданиям не определить.
-- fix: Загрузите описание работы: номер задания, что проверяет, уровень, наибольший балл.
-- unit: работа|работы|работ
-- column: kind Работа work
-- column: school_year Учебный год
-- column: subject Предмет
-- column: work_grade Класс работы count
-- column: unknown_count Без уровня count
-- column: tasks_count Всего заданий count
-- link: uploads К загрузкам
-- order: school_year DESC, kind, subject, work_grade
SELECT
    t.school_year,
    '' AS class_name,
    t.kind,
    t.subject,
    t.work_grade,
    sum(CASE WHEN t.level = '' THEN 1 ELSE 0 END) AS unknown_count,
    count(*) AS tasks_count
FROM assessment_tasks AS t
WHERE
    t.assessment_id IN (
        SELECT assessment_id FROM assessment_results
        WHERE school_id IN (SELECT school_id FROM loaded_batches)
    )
GROUP BY t.school_year, t.kind, t.subject, t.work_grade, t.assessment_id
HAVING sum(CASE WHEN t.level = '' THEN 1 ELSE 0 END) > 0

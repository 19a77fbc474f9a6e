-- One row per work of our school with participants whose class no file says.
-- title: Класс участников не указан
-- severity: warning
-- what: В результатах работы у этих участников класс не написан, и по списку кодов он не находится.
-- why: Они есть в итогах параллели и школы, но ни в одном классе: показатели классов неполны.
-- fix: Впишите класс в форму и загрузите её снова, или загрузите список «код — ученик — класс».
-- unit: работа|работы|работ
-- column: kind Работа work
-- column: school_year Учебный год
-- column: subject Предмет
-- column: work_grade Класс работы count
-- column: participants_count Без класса count
-- column: listed_count Всего в работе count
-- link: uploads К загрузкам
-- order: school_year DESC, kind, subject, work_grade
SELECT
    school_year,
    '' AS class_name,
    kind,
    subject,
    work_grade,
    sum(CASE WHEN class_name = '' THEN 1 ELSE 0 END) AS participants_count,
    count(*) AS listed_count
FROM assessment_results
WHERE school_id IN (SELECT school_id FROM loaded_batches)
GROUP BY school_year, kind, subject, work_grade, assessment_id
HAVING sum(CASE WHEN class_name = '' THEN 1 ELSE 0 END) > 0

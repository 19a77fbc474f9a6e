-- One row per task whose description gives another maximum than the header of the results.
-- title: Наибольший балл задания указан по-разному
-- severity: warning
-- what: В описании работы у задания один наибольший балл, а в форме результатов другой.
-- why: Выполнение считается по форме; если верно описание, процент выполнения неверен.
-- fix: Проверьте, то ли это описание, исправьте его и загрузите снова.
-- unit: задание|задания|заданий
-- column: kind Работа work
-- column: school_year Учебный год
-- column: subject Предмет
-- column: work_grade Класс работы count
-- column: task_code Задание
-- column: max_points В результатах number
-- column: described_max_points В описании number
-- link: uploads К загрузкам
-- order: school_year DESC, kind, subject, work_grade, position
SELECT
    school_year,
    '' AS class_name,
    kind,
    subject,
    work_grade,
    position,
    task_code,
    CAST(max_points AS DOUBLE) AS max_points,
    CAST(described_max_points AS DOUBLE) AS described_max_points
FROM assessment_tasks
WHERE
    described_max_points <> max_points
    AND assessment_id IN (
        SELECT assessment_id FROM assessment_results
        WHERE school_id IN (SELECT school_id FROM loaded_batches)
    )

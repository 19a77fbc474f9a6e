-- One row per participant of our school whose tasks do not add up to the total that the file states.
-- title: Сумма баллов не сходится с итогом
-- severity: warning
-- what: Баллы за задания в сумме дают одно число, а в графе итога стоит другое.
-- why: По сумме считается выполнение заданий, по итогу — отметка: они говорят о разных работах.
-- fix: Проверьте строку участника в форме и загрузите её снова.
-- unit: участник|участника|участников
-- column: kind Работа work
-- column: school_year Учебный год
-- column: subject Предмет
-- column: class_name Класс
-- column: participant_code Код участника
-- column: stated_points В итоге number
-- column: summed_points По заданиям number
-- link: mend Скачать с пометками
-- order: school_year DESC, kind, subject, class_name, participant_code
SELECT
    school_year,
    class_name,
    kind,
    subject,
    work_grade,
    participant_code,
    CAST(total_points AS DOUBLE) AS stated_points,
    CAST(summed_points AS DOUBLE) AS summed_points,
    batch_id,
    sheet_name,
    row_no,
    column_no
FROM assessment_results
WHERE
    took_part = 1
    AND total_points <> summed_points
    -- An appeal changes the total and leaves the tasks as they were.
    AND batch_id NOT IN (SELECT batch_id FROM stg_works WHERE role = 'appeals')
    AND school_id IN (SELECT school_id FROM loaded_batches)

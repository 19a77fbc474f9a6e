-- One row per participant of an exam whom a file of appeals names and no protocol does.
-- title: Апелляции без протокола
-- severity: warning
-- what: Файл апелляций называет этих учеников, а в протоколе того же экзамена их нет.
-- why: Они посчитаны участниками экзамена с баллом после апелляции; если имя записано иначе, ученик посчитан дважды.
-- fix: Загрузите протокол этого дня; если он загружен, проверьте имя ученика и дату экзамена в файле апелляций.
-- unit: ученик|ученика|учеников
-- column: full_name Ученик
-- column: class_name Класс
-- column: kind Экзамен work
-- column: subject Предмет
-- column: held_on День day
-- column: school_year Учебный год
-- link: uploads К загрузкам
-- order: school_year DESC, kind, subject, full_name
SELECT
    a.school_year,
    a.class_name,
    a.kind,
    a.subject,
    a.work_grade,
    a.held_on,
    a.batch_id,
    p.full_name
FROM stg_result_words AS a
INNER JOIN (
    SELECT school_year, pupil_id, min(full_name) AS full_name
    FROM dim_pupil
    GROUP BY school_year, pupil_id
) AS p
    ON a.school_year = p.school_year AND a.pupil_id = p.pupil_id
LEFT JOIN stg_result_words AS r
    ON a.assessment_id = r.assessment_id
    AND a.school_id = r.school_id
    AND a.participant_code = r.participant_code
    AND r.role <> 'appeals'
WHERE a.role = 'appeals' AND a.newness = 1 AND r.batch_id IS NULL

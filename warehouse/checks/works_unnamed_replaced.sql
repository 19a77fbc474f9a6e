-- One row per file × exam × school of whose participants without names a newer file of that exam took the place.
-- title: Участники без имён заменены новым файлом
-- severity: info
-- what: Участников чужой школы программа хранит без имён, поэтому новый протокол того же экзамена заменяет прежний целиком.
-- why: Если это были две части одного протокола, участники первой части не считаются.
-- fix: Соберите части в один файл и загрузите его; если новый файл — исправленный, делать ничего не надо.
-- unit: файл|файла|файлов
-- column: file_name Файл
-- column: kind Экзамен work
-- column: subject Предмет
-- column: held_on День day
-- column: school_code Школа
-- column: replaced_count Заменено count
-- column: school_year Учебный год
-- link: uploads К загрузкам
-- order: school_year DESC, file_name, subject, school_code
SELECT
    w.school_year,
    '' AS class_name,
    w.batch_id,
    b.file_name,
    w.kind,
    w.subject,
    w.work_grade,
    w.held_on,
    r.school_code,
    count(*) AS replaced_count
FROM loaded_results AS r
INNER JOIN stg_works AS w ON r.batch_id = w.batch_id AND r.work_no = w.work_no
INNER JOIN loaded_batches AS b ON w.batch_id = b.batch_id
LEFT JOIN own_school_codes AS o ON r.school_code = o.school_code
LEFT JOIN assessment_results AS a
    ON w.assessment_id = a.assessment_id
    AND r.batch_id = a.batch_id
    AND r.school_code = a.school_id
    AND r.participant_code = a.participant_code
WHERE w.source_kind = 'exam_protocol' AND r.pupil_id IS NULL AND r.school_code <> ''
    AND o.school_code IS NULL AND a.batch_id IS NULL
GROUP BY w.school_year, w.batch_id, b.file_name, w.kind, w.subject, w.work_grade, w.held_on, r.school_code

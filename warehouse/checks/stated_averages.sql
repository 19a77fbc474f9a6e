-- One row per average that a live file states of a pupil's subject and our own marks of the same dates do not give.
-- The columns are those of every figure that a file states beside ours.
-- title: Средний балл в файле не сходится с отметками
-- severity: warning
-- what: Файл сам называет средний балл ученика по предмету, а по загруженным отметкам выходит другой.
-- why: Значит, не все отметки попали в отчёт, или часть их потом изменили.
-- fix: Сверьте строку с журналом и выгрузите отчёт ещё раз.
-- unit: расхождение|расхождения|расхождений
-- threshold: stated_average_points
-- column: class_name Класс
-- column: full_name Ученик
-- column: subject Предмет
-- column: stated_value В файле number
-- column: our_value По отметкам number
-- column: file_name Файл
-- column: place Где
-- link: mend Скачать с пометками
-- order: abs(stated_value - our_value) DESC, class_name, full_name
WITH stated AS (
    SELECT
        p.school_year,
        p.grade,
        p.class_name,
        p.subject,
        p.period AS part_period,
        c.*,
        b.file_name
    FROM loaded_control_totals AS c
    INNER JOIN stg_parts AS p ON c.batch_id = p.batch_id AND c.part_no = p.part_no
    INNER JOIN loaded_batches AS b ON c.batch_id = b.batch_id
    WHERE c.metric = 'average_points'
),
-- A figure of a file is compared while the file's own cells are the live ones.
ours AS (
    SELECT
        s.batch_id,
        s.part_no,
        s.pupil_id,
        avg(m.mark) AS our_value,
        min(CASE WHEN m.batch_id = s.batch_id THEN 1 ELSE 0 END) AS is_own
    FROM stated AS s
    INNER JOIN loaded_part_dates AS d ON s.batch_id = d.batch_id AND s.part_no = d.part_no
    INNER JOIN marks AS m
        ON
            s.school_year = m.school_year AND s.class_name = m.class_name AND s.subject = m.subject
            AND s.pupil_id = m.pupil_id
            AND m.lesson_date >= d.date_from AND m.lesson_date <= d.date_to
    GROUP BY s.batch_id, s.part_no, s.pupil_id
)
SELECT
    s.batch_id,
    s.file_name,
    s.school_year,
    s.grade,
    s.class_name,
    r.full_name,
    s.subject,
    s.period,
    s.metric,
    s.value AS stated_value,
    o.our_value,
    '' AS base,
    'differs' AS verdict,
    s.sheet_name,
    s.row_no,
    s.column_no,
    s.sheet_name || ', строка ' || (s.row_no + 1) AS place
FROM stated AS s
INNER JOIN ours AS o
    ON s.batch_id = o.batch_id AND s.part_no = o.part_no AND s.pupil_id = o.pupil_id
INNER JOIN roll AS r
    ON s.school_year = r.school_year AND s.class_name = r.class_name AND s.pupil_id = r.pupil_id
WHERE o.is_own = 1 AND abs(s.value - o.our_value) > $stated_average_points

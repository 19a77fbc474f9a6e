-- One row per loaded file × cell value that the program did not understand.
-- title: Непонятные записи в клетках
-- severity: error
-- what: В этих клетках стоит то, чего программа не знает. Запись сохранена, но в расчёты не вошла.
-- why: Пока запись не понята, у ученика может не хватать отметки или пропуска.
-- fix: Скачайте файл с пометками, исправьте окрашенные клетки (лучше и в самом журнале) и загрузите файл снова.
-- unit: запись|записи|записей
-- column: file_name Файл
-- column: value Записано
-- column: cells_count Клеток count
-- column: places Где
-- link: mend Скачать с пометками
-- order: cells_count DESC, file_name, value
WITH live AS (
    SELECT batch_id FROM marks
    UNION
    SELECT batch_id FROM attendance
    UNION
    SELECT batch_id FROM period_marks
),
filled AS (
    SELECT batch_id FROM loaded_marks
    UNION
    SELECT batch_id FROM loaded_attendance
    UNION
    SELECT batch_id FROM loaded_period_marks
),
spoken AS (
    SELECT
        batch_id,
        CASE WHEN count(DISTINCT school_year) = 1 THEN min(school_year) ELSE '' END AS school_year,
        CASE WHEN count(DISTINCT class_name) = 1 THEN min(class_name) ELSE '' END AS class_name
    FROM loaded_parts
    GROUP BY batch_id
)
SELECT
    coalesce(s.school_year, '') AS school_year,
    coalesce(s.class_name, '') AS class_name,
    p.batch_id,
    b.file_name,
    CASE WHEN p.row_no IS NULL THEN p.what ELSE p.value END AS value,
    count(*) AS cells_count,
    array_to_string(
        list_slice(list(p.sheet_name || '!' || p.column_name || p.row_no ORDER BY p.row_no), 1, 3), ', '
    ) AS places
FROM loaded_problems AS p
INNER JOIN loaded_batches AS b ON p.batch_id = b.batch_id
LEFT JOIN spoken AS s ON p.batch_id = s.batch_id
WHERE
    p.code = 'unknown_token'
    -- A file whose every cell was replaced by a later one asks for nothing any more.
    AND (p.batch_id IN (SELECT batch_id FROM live) OR p.batch_id NOT IN (SELECT batch_id FROM filled))
GROUP BY ALL

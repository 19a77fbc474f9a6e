-- One row per loaded file × kind of remark about its cells.
-- title: Клетки, которые стоит проверить
-- severity: warning
-- what: Файлы загружены, но в этих клетках проверка заметила странное: дата вне периода, «0» вместо отметки, запись вне таблицы.
-- why: Чаще всего это опечатка, и исправить её в журнале можно за минуту.
-- fix: Скачайте файл с пометками: каждая такая клетка окрашена, рядом сказано, что с ней не так.
-- unit: замечание|замечания|замечаний
-- column: file_name Файл
-- column: what Что замечено
-- column: cells_count Клеток count
-- column: places Где
-- link: mend Скачать с пометками
-- order: cells_count DESC, file_name, what
WITH live AS (
    SELECT batch_id FROM marks
    UNION
    SELECT batch_id FROM attendance
    UNION
    SELECT batch_id FROM period_marks
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
    p.what,
    count(*) AS cells_count,
    array_to_string(
        list_slice(list(p.sheet_name || '!' || p.column_name || p.row_no ORDER BY p.row_no), 1, 3), ', '
    ) AS places
FROM loaded_problems AS p
INNER JOIN loaded_batches AS b ON p.batch_id = b.batch_id
LEFT JOIN spoken AS s ON p.batch_id = s.batch_id
WHERE
    p.severity = 'warning'
    AND p.row_no IS NOT NULL
    -- Both have questions of their own.
    AND p.code NOT IN ('unknown_token', 'average_differs')
    AND p.batch_id IN (SELECT batch_id FROM live)
GROUP BY ALL

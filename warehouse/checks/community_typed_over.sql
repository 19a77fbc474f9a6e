-- One row per line of the newest file that was typed on a page and says there something else.
-- title: Файл и страница говорят о сообществе разное
-- severity: info
-- what: Эти строки введены или исправлены на странице, а в загруженном файле они другие: действует то, что на странице.
-- why: Правка в файле таких строк ничего не меняет, и это легко не заметить.
-- fix: Исправьте строку на странице сообщества или выгрузите книгу как есть и правьте её.
-- unit: строка|строки|строк
-- column: register_name Список
-- column: typed_title На странице
-- column: file_title В файле
-- column: file_name Файл
-- link: uploads К загрузкам
-- order: file_name, register_name, typed_title
WITH ranked AS (
    SELECT
        l.*,
        b.file_name,
        row_number() OVER (PARTITION BY l.line_key ORDER BY b.seq DESC, l.sheet_name, l.row_no, l.line_no) AS newness
    FROM loaded_community_lines AS l
    INNER JOIN loaded_batches AS b ON l.batch_id = b.batch_id
)
SELECT
    '' AS school_year,
    '' AS class_name,
    CASE t.register
        WHEN 'community' THEN 'сообщества' WHEN 'members' THEN 'состав'
        WHEN 'classes' THEN 'классы' WHEN 'plan' THEN 'план работы' WHEN 'meetings' THEN 'встречи'
        WHEN 'visits' THEN 'взаимопосещения' WHEN 'failures' THEN 'причины неудач' WHEN 'core_team' THEN 'ядро'
        WHEN 'projects' THEN 'проекты' WHEN 'practices' THEN 'практики' WHEN 'showings' THEN 'тиражирование'
        END AS register_name,
    t.title AS typed_title,
    r.title AS file_title,
    r.file_name
FROM ranked AS r
INNER JOIN typed_community_lines AS t ON r.line_key = t.line_key
WHERE
    r.newness = 1 AND NOT t.is_deleted AND t.register NOT IN ('tasks', 'exclusions')
    AND (
        r.title <> t.title OR r.kind <> t.kind OR r.role <> t.role OR r.topic <> t.topic OR r.goal <> t.goal
        OR r.status <> t.status OR r.result <> t.result OR r.reason <> t.reason OR r.evidence <> t.evidence
        OR r.note <> t.note OR r.class_name <> t.class_name OR r.subject <> t.subject
        OR coalesce(r.date_from, DATE '1900-01-01') <> coalesce(t.date_from, DATE '1900-01-01')
        OR coalesce(r.date_to, DATE '1900-01-01') <> coalesce(t.date_to, DATE '1900-01-01')
    )

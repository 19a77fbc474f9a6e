-- One row per community that lines of files name and the school does not have.
-- title: Сообщества, которых в школе нет
-- severity: warning
-- what: Строки файлов названы по сообществу, которого в школе нет: они ждут и никуда не входят.
-- why: Чаще всего название написано по-разному, или само сообщество забыли внести.
-- fix: Добавьте сообщество с этим названием или исправьте название в файле и загрузите его снова.
-- unit: сообщество|сообщества|сообществ
-- column: community_raw Как названо
-- column: lines_count Строк count
-- column: file_name Файл
-- link: uploads К загрузкам
-- order: lines_count DESC, community_raw
SELECT
    '' AS school_year,
    '' AS class_name,
    min(l.community_raw) AS community_raw,
    count(*) AS lines_count,
    max(b.file_name) AS file_name
FROM community_lines AS l
INNER JOIN loaded_community_lines AS f ON l.batch_id = f.batch_id AND l.line_no = f.line_no
INNER JOIN loaded_batches AS b ON l.batch_id = b.batch_id
WHERE l.community_id = '' AND f.community_key <> ''
GROUP BY f.community_key

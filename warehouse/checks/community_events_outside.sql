-- One row per meeting, visit or membership that lies before its community was founded or after it was closed.
-- title: Раньше или позже самого сообщества
-- severity: warning
-- what: У этих записей дата раньше дня, когда сообщество создано, или позже дня, когда оно завершило работу.
-- why: В активность сообщества такая запись попадает не туда, или в дате опечатка.
-- fix: Исправьте дату записи или дни сообщества.
-- unit: запись|записи|записей
-- column: community_name Сообщество
-- column: what Что
-- column: title Тема или педагог
-- column: day Когда day
-- column: founded_on Создано day
-- column: closed_on Завершено day
-- link: uploads К загрузкам
-- order: community_name, day, what, title
WITH dated AS (
    SELECT m.community_id, 'встреча' AS what, m.title, coalesce(m.held_on, m.planned_on) AS day
    FROM community_meetings AS m
    UNION ALL
    SELECT v.community_id, 'посещение' AS what, coalesce(d.full_name, '') AS title, coalesce(v.held_on, v.planned_on) AS day
    FROM community_visits AS v
    LEFT JOIN dim_teacher AS d ON v.teacher_id = d.teacher_id
    UNION ALL
    SELECT m.community_id, 'участник' AS what, d.full_name AS title, m.date_from AS day
    FROM community_members AS m
    INNER JOIN dim_teacher AS d ON m.teacher_id = d.teacher_id
)
SELECT
    '' AS school_year,
    '' AS class_name,
    c.community_name,
    e.what,
    e.title,
    e.day,
    c.founded_on,
    c.closed_on
FROM dated AS e
INNER JOIN communities AS c ON e.community_id = c.community_id
WHERE e.day < c.founded_on OR e.day > c.closed_on

-- One row per community that has too many members on some day, or never had enough of them.
-- title: Сообщество слишком мало или велико
-- severity: warning
-- what: В этих сообществах сразу больше или меньше людей, чем нужно, чтобы вместе исследовать урок.
-- why: Вдвоём не обсудить урок с разных сторон, а вдесятером не спланировать.
-- fix: Допишите участников или разделите группу; кто вышел, тому отметьте день выхода.
-- unit: сообщество|сообщества|сообществ
-- column: community_name Сообщество
-- column: members_count Больше всего людей сразу count
-- column: since С какого дня day
-- link: uploads К загрузкам
-- order: community_name
WITH starts AS (
    SELECT m.community_id, coalesce(m.date_from, DATE '1990-01-01') AS day
    FROM community_members AS m
    GROUP BY m.community_id, coalesce(m.date_from, DATE '1990-01-01')
),
counted AS (
    SELECT s.community_id, s.day, count(DISTINCT m.teacher_id) AS members_count
    FROM starts AS s
    INNER JOIN community_members AS m
        ON s.community_id = m.community_id
        AND coalesce(m.date_from, DATE '1990-01-01') <= s.day
        AND coalesce(m.date_to, DATE '9999-12-31') >= s.day
    GROUP BY s.community_id, s.day
),
most_at_once AS (
    SELECT k.community_id, max(k.members_count) AS members_count
    FROM counted AS k
    GROUP BY k.community_id
),
fullest AS (
    SELECT m.community_id, m.members_count, min(k.day) AS day
    FROM most_at_once AS m
    INNER JOIN counted AS k
        ON m.community_id = k.community_id AND m.members_count = k.members_count
    GROUP BY m.community_id, m.members_count
)
SELECT
    '' AS school_year,
    '' AS class_name,
    c.community_name,
    coalesce(r.members_count, 0) AS members_count,
    coalesce(r.day, c.founded_on) AS since
FROM communities AS c
LEFT JOIN fullest AS r ON c.community_id = r.community_id
INNER JOIN thresholds AS least ON least.name = 'community_size_min'
INNER JOIN thresholds AS most ON most.name = 'community_size_max'
WHERE coalesce(r.members_count, 0) < least.value OR coalesce(r.members_count, 0) > most.value

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
-- order: members_count DESC, community_name
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
ranked AS (
    SELECT
        k.*,
        row_number() OVER (PARTITION BY k.community_id ORDER BY k.members_count DESC, k.day) AS place
    FROM counted AS k
)
SELECT
    '' AS school_year,
    '' AS class_name,
    c.community_name,
    coalesce(r.members_count, 0) AS members_count,
    coalesce(r.day, c.founded_on) AS since
FROM communities AS c
LEFT JOIN ranked AS r ON c.community_id = r.community_id AND r.place = 1
INNER JOIN thresholds AS least ON least.name = 'community_size_min'
INNER JOIN thresholds AS most ON most.name = 'community_size_max'
WHERE coalesce(r.members_count, 0) < least.value OR coalesce(r.members_count, 0) > most.value

-- One row per teacher who is a member of more communities at once than is meant.
-- title: Педагог сразу во многих сообществах
-- severity: warning
-- what: Эти педагоги состоят сразу в стольких сообществах, что на все встречи и уроки их не хватит.
-- why: Сообщество держится на постоянных участниках: кто везде, тот чаще всего нигде не успевает.
-- fix: Решите с педагогом, в каких сообществах он остаётся, и отметьте день выхода из остальных.
-- unit: педагог|педагога|педагогов
-- column: full_name Педагог
-- column: since С какого дня day
-- column: groups_count Сообществ count
-- column: communities Какие
-- link: uploads К загрузкам
-- order: full_name
WITH starts AS (
    SELECT m.teacher_id, coalesce(m.date_from, DATE '1990-01-01') AS day
    FROM community_members AS m
    GROUP BY m.teacher_id, coalesce(m.date_from, DATE '1990-01-01')
),
counted AS (
    SELECT
        s.teacher_id,
        s.day,
        count(DISTINCT m.community_id) AS groups_count,
        string_agg(DISTINCT c.community_name, ', ' ORDER BY c.community_name) AS communities
    FROM starts AS s
    INNER JOIN community_members AS m
        ON s.teacher_id = m.teacher_id
        AND coalesce(m.date_from, DATE '1990-01-01') <= s.day
        AND coalesce(m.date_to, DATE '9999-12-31') >= s.day
    INNER JOIN communities AS c ON m.community_id = c.community_id
    GROUP BY s.teacher_id, s.day
),
most_at_once AS (
    SELECT k.teacher_id, max(k.groups_count) AS groups_count
    FROM counted AS k
    GROUP BY k.teacher_id
),
busiest AS (
    SELECT m.teacher_id, m.groups_count, min(k.day) AS day
    FROM most_at_once AS m
    INNER JOIN counted AS k
        ON m.teacher_id = k.teacher_id AND m.groups_count = k.groups_count
    GROUP BY m.teacher_id, m.groups_count
)
SELECT
    '' AS school_year,
    '' AS class_name,
    d.full_name,
    r.day AS since,
    r.groups_count,
    k.communities
FROM busiest AS r
INNER JOIN counted AS k ON r.teacher_id = k.teacher_id AND r.day = k.day
INNER JOIN dim_teacher AS d ON r.teacher_id = d.teacher_id
INNER JOIN thresholds AS t ON t.name = 'groups_of_teacher_max'
WHERE r.groups_count > t.value

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
-- order: groups_count DESC, full_name
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
ranked AS (
    SELECT
        k.*,
        row_number() OVER (PARTITION BY k.teacher_id ORDER BY k.groups_count DESC, k.day) AS place
    FROM counted AS k
)
SELECT
    '' AS school_year,
    '' AS class_name,
    d.full_name,
    r.day AS since,
    r.groups_count,
    r.communities
FROM ranked AS r
INNER JOIN dim_teacher AS d ON r.teacher_id = d.teacher_id
INNER JOIN thresholds AS t ON t.name = 'groups_of_teacher_max'
WHERE r.place = 1 AND r.groups_count > t.value

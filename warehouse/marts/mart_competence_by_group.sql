-- One row per wave of self-assessment × kind of group × group × competence: how the group sees itself and is seen.
-- refresh: staff
-- Counts are null where a group is hidden: fewer than the threshold, or the one whose counts would give such a
-- group away by subtraction from the whole. self_* count who assessed themselves, both_* who was observed enough too.
WITH counted AS (
    SELECT
        g.school_id,
        g.survey_id,
        g.wave,
        g.is_newest,
        p.group_kind,
        p.group_name,
        g.competence_id,
        max(t.value) AS least_count,
        count(g.self_share) AS self_count,
        sum(CASE WHEN g.self_level = 0 THEN 1 ELSE 0 END) AS level0_count,
        sum(CASE WHEN g.self_level = 1 THEN 1 ELSE 0 END) AS level1_count,
        sum(CASE WHEN g.self_level = 2 THEN 1 ELSE 0 END) AS level2_count,
        sum(CASE WHEN g.self_level = 3 THEN 1 ELSE 0 END) AS level3_count,
        sum(CASE WHEN g.is_self_low THEN 1 ELSE 0 END) AS self_low_count,
        sum(CAST(g.self_share AS DECIMAL(18, 9))) AS self_sum,
        count(g.gap) AS both_count,
        sum(CASE WHEN g.gap IS NULL THEN NULL ELSE CAST(g.self_share AS DECIMAL(18, 9)) END) AS both_self_sum,
        sum(CASE WHEN g.gap IS NULL THEN NULL ELSE CAST(g.expert_share AS DECIMAL(18, 9)) END) AS both_expert_sum,
        sum(CASE WHEN g.verdict = 'agreed' THEN 1 ELSE 0 END) AS agreed_count,
        sum(CASE WHEN g.verdict = 'unaware' THEN 1 ELSE 0 END) AS unaware_count,
        sum(CASE WHEN g.verdict = 'underrated' THEN 1 ELSE 0 END) AS underrated_count,
        sum(CASE WHEN g.step = 'learning_route' THEN 1 ELSE 0 END) AS both_low_count,
        sum(CASE WHEN g.step = 'mentor' THEN 1 ELSE 0 END) AS both_high_count,
        sum(CASE WHEN g.gap IS NULL THEN 0 ELSE g.lessons_count END) AS lessons_count
    FROM competence_gaps AS g
    INNER JOIN staff_parts AS p ON g.teacher_id = p.teacher_id
    INNER JOIN thresholds AS t ON t.name = 'staff_group_count'
    GROUP BY g.school_id, g.survey_id, g.wave, g.is_newest, p.group_kind, p.group_name, g.competence_id
),

small AS (
    SELECT
        survey_id,
        wave,
        group_kind,
        competence_id,
        sum(CASE WHEN self_count < least_count THEN self_count ELSE 0 END) AS small_self_count,
        sum(CASE WHEN both_count < least_count THEN both_count ELSE 0 END) AS small_both_count
    FROM counted
    GROUP BY survey_id, wave, group_kind, competence_id
),

ranked AS (
    SELECT
        survey_id,
        wave,
        group_kind,
        group_name,
        competence_id,
        row_number() OVER (
            PARTITION BY survey_id, wave, group_kind, competence_id, CASE WHEN self_count < least_count THEN 1 ELSE 0 END
            ORDER BY self_count, group_name
        ) AS self_place,
        row_number() OVER (
            PARTITION BY survey_id, wave, group_kind, competence_id, CASE WHEN both_count < least_count THEN 1 ELSE 0 END
            ORDER BY both_count, group_name
        ) AS both_place
    FROM counted
),

hidden AS (
    SELECT
        c.survey_id,
        c.wave,
        c.group_kind,
        c.group_name,
        c.competence_id,
        CASE
            WHEN c.self_count < c.least_count THEN 1
            WHEN s.small_self_count BETWEEN 1 AND c.least_count - 1 AND r.self_place = 1 THEN 1
            ELSE 0
        END AS self_hidden,
        CASE
            WHEN c.both_count < c.least_count THEN 1
            WHEN s.small_both_count BETWEEN 1 AND c.least_count - 1 AND r.both_place = 1 THEN 1
            ELSE 0
        END AS both_hidden
    FROM counted AS c
    INNER JOIN small AS s
        ON c.survey_id = s.survey_id AND c.wave = s.wave
        AND c.group_kind = s.group_kind AND c.competence_id = s.competence_id
    INNER JOIN ranked AS r
        ON c.survey_id = r.survey_id AND c.wave = r.wave AND c.group_kind = r.group_kind
        AND c.group_name = r.group_name AND c.competence_id = r.competence_id
)

SELECT
    CAST(c.school_id AS VARCHAR) AS school_id,
    CAST(c.survey_id AS VARCHAR) AS survey_id,
    CAST(c.wave AS VARCHAR) AS wave,
    CAST(c.is_newest AS BOOLEAN) AS is_newest,
    CAST(c.group_kind AS VARCHAR) AS group_kind,
    CAST(c.group_name AS VARCHAR) AS group_name,
    CAST(c.competence_id AS VARCHAR) AS competence_id,
    CAST(c.self_count AS BIGINT) AS self_count,
    CAST(h.self_hidden = 1 AS BOOLEAN) AS is_self_hidden,
    CAST(CASE WHEN h.self_hidden = 0 THEN c.level0_count END AS BIGINT) AS level0_count,
    CAST(CASE WHEN h.self_hidden = 0 THEN c.level1_count END AS BIGINT) AS level1_count,
    CAST(CASE WHEN h.self_hidden = 0 THEN c.level2_count END AS BIGINT) AS level2_count,
    CAST(CASE WHEN h.self_hidden = 0 THEN c.level3_count END AS BIGINT) AS level3_count,
    CAST(CASE WHEN h.self_hidden = 0 THEN c.self_low_count END AS BIGINT) AS self_low_count,
    CAST(CASE WHEN h.self_hidden = 0
        THEN CAST(100 * c.self_sum AS DOUBLE) / nullif(c.self_count, 0) END AS DOUBLE) AS self_pct,
    CAST(c.both_count AS BIGINT) AS both_count,
    CAST(h.both_hidden = 1 AS BOOLEAN) AS is_both_hidden,
    CAST(CASE WHEN h.both_hidden = 0 THEN c.agreed_count END AS BIGINT) AS agreed_count,
    CAST(CASE WHEN h.both_hidden = 0 THEN c.unaware_count END AS BIGINT) AS unaware_count,
    CAST(CASE WHEN h.both_hidden = 0 THEN c.underrated_count END AS BIGINT) AS underrated_count,
    CAST(CASE WHEN h.both_hidden = 0 THEN c.both_low_count END AS BIGINT) AS both_low_count,
    CAST(CASE WHEN h.both_hidden = 0 THEN c.both_high_count END AS BIGINT) AS both_high_count,
    CAST(CASE WHEN h.both_hidden = 0 THEN c.lessons_count END AS BIGINT) AS lessons_count,
    CAST(CASE WHEN h.both_hidden = 0
        THEN CAST(100 * c.both_self_sum AS DOUBLE) / nullif(c.both_count, 0) END AS DOUBLE) AS both_self_pct,
    CAST(CASE WHEN h.both_hidden = 0
        THEN CAST(100 * c.both_expert_sum AS DOUBLE) / nullif(c.both_count, 0) END AS DOUBLE) AS both_expert_pct
FROM counted AS c
INNER JOIN hidden AS h
    ON c.survey_id = h.survey_id AND c.wave = h.wave AND c.group_kind = h.group_kind
    AND c.group_name = h.group_name AND c.competence_id = h.competence_id
WHERE c.self_count > 0 OR c.both_count > 0

-- One row per competence of a wave × group, the framework's order: a group too small has no counts.
SELECT
    g.group_kind,
    g.group_name,
    g.competence_id,
    c.competence_name,
    c.block_name,
    c.position,
    g.self_count,
    g.is_self_hidden,
    g.level0_count,
    g.level1_count,
    g.level2_count,
    g.level3_count,
    g.self_low_count,
    g.self_pct,
    g.both_count,
    g.is_both_hidden,
    g.agreed_count,
    g.unaware_count,
    g.underrated_count,
    g.both_low_count,
    g.both_high_count,
    g.lessons_count,
    g.both_self_pct,
    g.both_expert_pct
FROM mart_competence_by_group AS g
INNER JOIN competences AS c ON g.competence_id = c.competence_id
WHERE g.survey_id = $survey AND g.wave = $wave
ORDER BY c.position, g.group_kind, g.group_name

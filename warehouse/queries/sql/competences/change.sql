-- One row per competence of a wave: of the teachers who answered the wave before it too, how many rose and fell.
SELECT
    m.before_wave,
    m.competence_id,
    c.competence_name,
    c.block_name,
    m.paired_count,
    m.is_hidden,
    m.rose_count,
    m.same_count,
    m.fell_count
FROM mart_competence_change AS m
INNER JOIN competences AS c ON m.competence_id = c.competence_id
WHERE m.survey_id = $survey AND m.wave = $wave
ORDER BY c.position

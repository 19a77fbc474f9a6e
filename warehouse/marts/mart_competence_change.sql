-- One row per wave of self-assessment × competence: the teachers who answered the wave before it too, how many rose and fell.
-- refresh: staff
-- Levels of the pairs are not told: beside the levels of whole waves they would give the few who joined or left away.
WITH pairs AS (
    SELECT
        a.school_id,
        a.survey_id,
        a.wave,
        b.wave AS before_wave,
        a.competence_id,
        max(t.value) AS least_count,
        count(*) AS paired_count,
        sum(CASE WHEN a.self_share > b.self_share THEN 1 ELSE 0 END) AS rose_count,
        sum(CASE WHEN a.self_share < b.self_share THEN 1 ELSE 0 END) AS fell_count
    FROM competence_gaps AS a
    INNER JOIN competence_waves AS w ON a.survey_id = w.survey_id AND a.wave = w.wave
    INNER JOIN competence_waves AS v ON w.survey_id = v.survey_id AND w.position = v.position + 1
    INNER JOIN competence_gaps AS b
        ON v.survey_id = b.survey_id AND v.wave = b.wave
        AND a.teacher_id = b.teacher_id AND a.competence_id = b.competence_id
    INNER JOIN thresholds AS t ON t.name = 'staff_group_count'
    WHERE a.self_share IS NOT NULL AND b.self_share IS NOT NULL
    GROUP BY a.school_id, a.survey_id, a.wave, b.wave, a.competence_id
)

SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(survey_id AS VARCHAR) AS survey_id,
    CAST(wave AS VARCHAR) AS wave,
    CAST(before_wave AS VARCHAR) AS before_wave,
    CAST(competence_id AS VARCHAR) AS competence_id,
    CAST(paired_count AS BIGINT) AS paired_count,
    CAST(paired_count < least_count AS BOOLEAN) AS is_hidden,
    CAST(CASE WHEN paired_count >= least_count THEN rose_count END AS BIGINT) AS rose_count,
    CAST(CASE WHEN paired_count >= least_count THEN fell_count END AS BIGINT) AS fell_count,
    CAST(CASE WHEN paired_count >= least_count
        THEN paired_count - rose_count - fell_count END AS BIGINT) AS same_count
FROM pairs

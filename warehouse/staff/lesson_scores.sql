-- One row per criterion scored in a dated observed lesson that shows a competence of the framework.
SELECT
    s.observation_key,
    s.observed_on,
    s.teacher_id,
    s.competence_id,
    s.score,
    s.min_score,
    s.max_score
FROM observation_scores AS s
INNER JOIN competences AS f ON s.competence_id = f.competence_id
WHERE s.observed_on IS NOT NULL AND s.max_score > s.min_score

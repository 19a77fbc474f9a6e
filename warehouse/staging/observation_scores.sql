-- One row per criterion scored in a live observed lesson, its competence and scale resolved; criteria nobody knows are left to the quality page.
-- refresh: staff
WITH scored AS (
    SELECT
        o.school_id,
        o.observation_key,
        o.teacher_id,
        o.observed_on,
        c.criterion_id,
        s.score,
        s.column_no
    FROM loaded_observation_scores AS s
    INNER JOIN observations AS o ON s.batch_id = o.batch_id AND s.observation_no = o.observation_no
    INNER JOIN observation_criteria AS c ON s.criterion_key = c.criterion_key
    UNION ALL
    SELECT
        o.school_id,
        o.observation_key,
        o.teacher_id,
        o.observed_on,
        s.criterion_id,
        s.score,
        0 AS column_no
    FROM typed_observation_scores AS s
    INNER JOIN observations AS o ON s.observation_key = o.observation_key
)

SELECT
    s.school_id,
    s.observation_key,
    s.teacher_id,
    s.observed_on,
    s.criterion_id,
    c.criterion_name,
    c.competence_id,
    s.score,
    c.min_score,
    c.max_score,
    s.column_no
FROM scored AS s
INNER JOIN observation_criteria AS c ON s.criterion_id = c.criterion_id
WHERE s.score >= c.min_score AND s.score <= c.max_score

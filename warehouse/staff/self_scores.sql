-- One row per answer of a self-assessment × scale that names a competence: wave, day, who, score.
SELECT
    s.school_id,
    s.survey_id,
    s.wave,
    s.response_id,
    r.answered_on,
    coalesce(p.person_id, s.teacher_id) AS teacher_id,
    c.competence_id,
    s.score,
    s.scale_min,
    s.scale_max,
    s.answered_count
FROM survey_scores AS s
INNER JOIN competence_scales AS c ON s.survey_id = c.survey_id AND s.scale_id = c.scale_id
INNER JOIN competences AS f ON c.competence_id = f.competence_id
INNER JOIN survey_responses AS r ON s.survey_id = r.survey_id AND s.response_id = r.response_id
LEFT JOIN teacher_persons AS p ON s.teacher_id = p.teacher_id

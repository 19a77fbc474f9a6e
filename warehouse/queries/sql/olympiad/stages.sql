-- One row per school year × stage over the classes one may see: participations and pupils apart, and their success.
-- pupils_count counts those told by name, unnamed_count the participations of the rest.
SELECT
    o.school_year, o.stage, count(*) AS participations_count,
    count(DISTINCT o.pupil_id) AS pupils_count,
    count(*) FILTER (WHERE o.pupil_id IS NULL) AS unnamed_count,
    count(*) FILTER (WHERE o.status = 'winner') AS winners_count,
    count(*) FILTER (WHERE o.status = 'prize_winner') AS prize_winners_count,
    count(*) FILTER (WHERE o.participation_grade > o.grade AND o.grade > 0) AS above_own_grade_count,
    count(DISTINCT o.pupil_id) FILTER (WHERE o.grade BETWEEN 7 AND 11) AS senior_pupils_count,
    count(*) FILTER (WHERE o.pupil_id IS NULL AND o.grade BETWEEN 7 AND 11) AS senior_unnamed_count
FROM olympiad_results AS o
WHERE o.school_id = $school
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], o.school_year || ' ' || o.class_name))
GROUP BY o.school_year, o.stage
ORDER BY o.school_year DESC, o.stage

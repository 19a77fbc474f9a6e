-- One row per subject × stage of a school year over the classes one may see.
SELECT
    o.subject, o.stage, count(*) AS participations_count,
    count(DISTINCT o.pupil_id) AS pupils_count,
    count(*) FILTER (WHERE o.pupil_id IS NULL) AS unnamed_count,
    count(*) FILTER (WHERE o.status = 'winner') AS winners_count,
    count(*) FILTER (WHERE o.status = 'prize_winner') AS prize_winners_count,
    count(*) FILTER (WHERE o.participation_grade > o.grade AND o.grade > 0) AS above_own_grade_count
FROM olympiad_results AS o
WHERE o.school_id = $school AND o.school_year = $school_year
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], o.school_year || ' ' || o.class_name))
GROUP BY o.subject, o.stage
ORDER BY o.subject, o.stage

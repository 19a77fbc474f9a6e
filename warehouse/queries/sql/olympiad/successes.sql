-- One row per winner or prize-winner told by name of a school year, of classes one may see.
SELECT
    o.stage, o.subject, o.profile, o.class_name, o.grade, o.participation_grade, o.pupil_id,
    d.full_name, o.status, o.place, o.points, o.max_points
FROM olympiad_results AS o
LEFT JOIN (
    SELECT pupil_id, school_year, min(full_name) AS full_name
    FROM dim_pupil
    GROUP BY pupil_id, school_year
) AS d ON o.pupil_id = d.pupil_id AND o.school_year = d.school_year
WHERE o.school_id = $school AND o.school_year = $school_year AND o.pupil_id IS NOT NULL
    AND o.status IN ('winner', 'prize_winner')
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], o.school_year || ' ' || o.class_name))
ORDER BY o.stage = 'school', o.stage = 'municipal', o.stage = 'regional', o.status DESC, o.subject, d.full_name

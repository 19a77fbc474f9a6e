-- One row per school year: pupils of grades 7–11 told by name at the school and the municipal stage, and at both.
-- A pupil counts once, in how many subjects it may be.
WITH pupils AS (
    SELECT
        o.school_year, o.pupil_id,
        max(CASE WHEN o.stage = 'school' THEN 1 ELSE 0 END) AS at_school,
        max(CASE WHEN o.stage = 'municipal' THEN 1 ELSE 0 END) AS at_municipal
    FROM olympiad_results AS o
    WHERE o.school_id = $school AND o.grade BETWEEN 7 AND 11 AND o.pupil_id IS NOT NULL
        AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], o.school_year || ' ' || o.class_name))
    GROUP BY o.school_year, o.pupil_id
)

SELECT
    school_year, sum(at_school)::BIGINT AS school_pupils_count,
    sum(at_municipal)::BIGINT AS municipal_pupils_count,
    sum(at_school * at_municipal)::BIGINT AS both_pupils_count
FROM pupils
GROUP BY school_year
ORDER BY school_year DESC

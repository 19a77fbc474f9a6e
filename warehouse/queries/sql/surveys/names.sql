-- One row per name of a teacher or a pupil of the school.
SELECT DISTINCT n.full_name
FROM (
    SELECT t.school_id, t.full_name FROM dim_teacher AS t
    UNION ALL
    SELECT p.school_id, p.full_name FROM dim_pupil AS p
) AS n
WHERE n.school_id = $school
ORDER BY n.full_name

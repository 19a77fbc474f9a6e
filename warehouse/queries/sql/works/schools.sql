-- One row per school that a live file of a work names; ours first. A list of schools is of no one class.
SELECT
    s.school_code,
    max(s.school_name) AS school_name,
    max(s.municipality) AS municipality,
    count(DISTINCT w.assessment_id) AS works_count,
    max(CASE WHEN o.school_code IS NULL THEN 0 ELSE 1 END) AS is_own
FROM loaded_work_schools AS s
INNER JOIN stg_works AS w ON s.batch_id = w.batch_id AND s.work_no = w.work_no
LEFT JOIN own_school_codes AS o ON s.school_code = o.school_code
WHERE $scope::VARCHAR[] IS NULL AND s.school_code <> ''
GROUP BY s.school_code
ORDER BY is_own DESC, school_name, s.school_code

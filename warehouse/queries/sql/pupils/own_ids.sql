-- One row per id of a pupil's names in a class of a year, with the last day of a mark or a code there.
SELECT
    u.pupil_id,
    (
        SELECT max(lesson_date) FROM (
            SELECT lesson_date FROM marks
            WHERE pupil_id = $pupil_id AND school_year = $school_year AND class_name = $class_name
            UNION ALL
            SELECT lesson_date FROM attendance
            WHERE pupil_id = $pupil_id AND school_year = $school_year AND class_name = $class_name
        )
    ) AS last_on
FROM pupil_persons AS u
WHERE u.is_live AND u.person_id = $pupil_id AND u.school_year = $school_year
    AND u.class_name = $class_name
    AND ($scope::VARCHAR[] IS NULL
        OR list_contains($scope::VARCHAR[], u.school_year || ' ' || u.class_name))
ORDER BY u.pupil_id

-- One row per asked id of a name in a class: what the files hold of it there.
WITH asked AS (
    SELECT pupil_id, person_id, school_year, class_name
    FROM pupil_persons
    WHERE is_live AND list_contains($ids::BIGINT[], pupil_id)
        AND ($scope::VARCHAR[] IS NULL
            OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
),

said AS (
    SELECT school_year, class_name, pupil_id, subject, lesson_date, 0 AS is_period FROM marks
    UNION ALL
    SELECT school_year, class_name, pupil_id, subject, lesson_date, 0 AS is_period FROM attendance
    UNION ALL
    SELECT school_year, class_name, pupil_id, subject, NULL AS lesson_date, 1 AS is_period
    FROM period_marks
)

SELECT
    a.pupil_id, a.person_id, a.school_year, a.class_name,
    count(DISTINCT s.subject) AS subjects_count,
    count(s.lesson_date) AS cells_count,
    coalesce(sum(s.is_period), 0)::BIGINT AS period_marks_count,
    min(s.lesson_date) AS first_on,
    max(s.lesson_date) AS last_on
FROM asked AS a
LEFT JOIN said AS s
    ON s.pupil_id = a.person_id AND s.school_year = a.school_year AND s.class_name = a.class_name
GROUP BY a.pupil_id, a.person_id, a.school_year, a.class_name
ORDER BY a.pupil_id

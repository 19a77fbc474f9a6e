-- One row per school year × period × grade that has a journal: its classes, its term and its last day with data.
WITH days AS (
    SELECT school_year, period, grade, class_name, max(lesson_date) AS last_day
    FROM mart_journal_by_pupil_subject_day
    GROUP BY school_year, period, grade, class_name
),

listed AS (
    SELECT DISTINCT school_year, period, grade, class_name, date_from, date_to
    FROM mart_journal_list_by_pupil_subject_period
)

SELECT
    l.school_year, l.period, l.grade, count(*) AS classes_count, min(l.date_from) AS date_from,
    max(l.date_to) AS date_to, max(d.last_day) AS last_day
FROM listed AS l
INNER JOIN days AS d
    ON l.school_year = d.school_year AND l.period = d.period AND l.class_name = d.class_name
WHERE ($scope::VARCHAR[] IS NULL
    OR list_contains($scope::VARCHAR[], l.school_year || ' ' || l.class_name))
GROUP BY l.school_year, l.period, l.grade
ORDER BY l.school_year, l.period, l.grade

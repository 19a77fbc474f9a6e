-- One row: the tasks of the lessons of the list in a class and subject of a school year, pooled by category.
SELECT
    count(*) AS lessons_count,
    coalesce(sum(r.tasks_count), 0) AS tasks_count,
    coalesce(sum(r.n1), 0) AS n1,
    coalesce(sum(r.n2), 0) AS n2,
    coalesce(sum(r.n3), 0) AS n3,
    coalesce(sum(r.n4), 0) AS n4,
    coalesce(sum(r.n5), 0) AS n5,
    min(l.held_on) AS first_on,
    max(l.held_on) AS last_on
FROM lesson_main_value AS r
INNER JOIN lesson_cards AS l ON r.lesson_id = l.lesson_id
INNER JOIN school_year_spans AS y ON l.held_on >= y.date_from AND l.held_on <= y.date_to
WHERE
    list_contains($lessons, r.lesson_id)
    AND y.school_year = $school_year
    AND l.class_name = $class_name
    AND ($subject = '' OR l.subject = $subject)
    AND ($scope IS NULL OR list_contains($scope, y.school_year || ' ' || l.class_name))

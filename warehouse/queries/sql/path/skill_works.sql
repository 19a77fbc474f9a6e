-- One row per work of the school's own × class: the points of the tasks that check a skill; ВПР and exams are none.
SELECT
    w.school_year,
    w.class_name,
    w.assessment_id,
    w.kind,
    w.held_on,
    count(*) AS tasks_count,
    sum(m.points_sum) AS points_sum,
    sum(m.max_points * m.participants_count) AS points_possible
FROM mart_inner_deficit_by_class_task AS m
INNER JOIN mart_inner_work_by_class AS w
    ON m.assessment_id = w.assessment_id AND m.class_name = w.class_name
WHERE
    lower(m.skill) = lower($skill) AND m.points_sum IS NOT NULL AND m.max_points IS NOT NULL
    AND list_contains($classes::VARCHAR[], w.school_year || ' ' || w.class_name)
    AND ($scope::VARCHAR[] IS NULL
        OR list_contains($scope::VARCHAR[], w.school_year || ' ' || w.class_name))
GROUP BY w.school_year, w.class_name, w.assessment_id, w.kind, w.held_on
ORDER BY w.held_on NULLS FIRST, w.class_name, w.assessment_id

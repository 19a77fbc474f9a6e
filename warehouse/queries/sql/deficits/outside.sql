-- One row per task and outside group: of an aggregate report (country, region, municipality), the other schools of a regional file, and the same work of earlier cohorts of this school.
SELECT item AS task_code, group_level, group_name, NULL::BIGINT AS participants_count,
    value AS completion_pct
FROM assessment_lines
WHERE assessment_id = $assessment AND metric = 'completion_pct' AND group_mark = ''
    AND group_level <> 'school'
UNION ALL
SELECT task_code, 'other_schools', '', sum(participants_count)::BIGINT,
    100.0 * sum(points_sum) / nullif(sum(max_points * participants_count), 0)
FROM mart_deficit_by_grade_task
WHERE assessment_id = $assessment AND school_id <> $school
GROUP BY task_code
UNION ALL
SELECT e.task_code, 'earlier', e.school_year, e.participants_count, e.completion_pct
FROM mart_deficit_by_grade_task AS e
INNER JOIN mart_deficit_by_grade_task AS m
    ON m.school_id = e.school_id AND m.kind = e.kind AND m.subject = e.subject
    AND m.grade = e.grade AND m.task_code = e.task_code AND m.max_points = e.max_points
    AND m.school_year > e.school_year
    AND (m.class_grade - m.grade) = (e.class_grade - e.grade)
WHERE m.assessment_id = $assessment AND m.school_id = $school AND m.kind NOT IN ('control_work', 'monitoring')
ORDER BY task_code, group_level, group_name

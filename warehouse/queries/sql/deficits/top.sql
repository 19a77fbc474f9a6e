-- One row per task of the school's works of a year that falls short of its level, the largest shortfall of pupils first.
-- missing_count is how many pupils' worth of the task's points lies between the grade and its threshold.
WITH judged AS (
    SELECT
        g.assessment_id, g.kind, g.school_year, g.subject, g.grade, g.class_grade, g.task_code,
        g.position, g.level, g.max_points, g.participants_count, g.not_attempted_count,
        g.points_sum, g.completion_pct, g.verdict, a.skill, a.block,
        CASE WHEN g.level = 'Б' THEN be.value ELSE ae.value END AS enough_pct
    FROM mart_deficit_by_grade_task AS g
    INNER JOIN assessment_tasks AS a
        ON g.assessment_id = a.assessment_id AND g.task_code = a.task_code
    LEFT JOIN thresholds AS be ON be.name = 'basic_task_enough_pct'
    LEFT JOIN thresholds AS ae ON ae.name = 'advanced_task_enough_pct'
    WHERE g.school_id = $school AND g.school_year = $school_year
)
SELECT *, (enough_pct - completion_pct) * participants_count / 100.0 AS missing_count
FROM judged
WHERE verdict = 'short'
ORDER BY missing_count DESC, subject, grade, assessment_id, position

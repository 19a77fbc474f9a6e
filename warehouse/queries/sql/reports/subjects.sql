-- One row per class × subject where pupils of the group «с «2»» have a «2», or those not attested a н/а.
WITH counted AS (
    SELECT r.school_year, r.period, r.grade, l.level, r.class_name, r.pupil_id, g.pupil_group
    FROM mart_roll_by_pupil_period AS r
    INNER JOIN mart_pupil_group_by_period AS g
        ON g.school_year = r.school_year AND g.period = r.period AND g.class_name = r.class_name
        AND g.pupil_id = r.pupil_id
    LEFT JOIN school_levels AS l ON l.grade = r.grade
    WHERE r.school_year = $school_year AND list_contains($asked::VARCHAR[], r.class_name || ' ' || r.period)
        AND coalesce(l.is_markless, 0) = 0
        AND (g.marks_count > 0 OR coalesce(r.is_at_end, 1) = 1)
)
SELECT
    c.level, c.grade, c.class_name, c.pupil_group, m.subject,
    count(DISTINCT c.pupil_id) AS pupils_count
FROM counted AS c
INNER JOIN period_marks AS m
    ON m.school_year = c.school_year AND m.period = c.period AND m.class_name = c.class_name
    AND m.pupil_id = c.pupil_id
WHERE (c.pupil_group = 'with_two' AND m.mark <= 2)
    OR (c.pupil_group = 'not_attested' AND m.state = 'not_attested')
GROUP BY c.level, c.grade, c.class_name, c.pupil_group, m.subject
ORDER BY c.class_name, c.pupil_group, pupils_count DESC, m.subject

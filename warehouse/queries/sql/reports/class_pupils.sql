-- One row per pupil of the asked classes («7А q2»): on the roll, the group, the mean of the marks, lessons missed by reason.
WITH missed AS (
    SELECT
        a.class_name,
        w.period,
        a.pupil_id,
        count(*) FILTER (WHERE a.kind IN ('ill', 'excused', 'unexcused', 'absent')) AS missed_count,
        count(*) FILTER (WHERE a.kind = 'ill') AS ill_count,
        count(*) FILTER (WHERE a.kind = 'excused') AS excused_count,
        count(*) FILTER (WHERE a.kind = 'unexcused') AS unexcused_count,
        count(*) FILTER (WHERE a.kind = 'absent') AS unexplained_count,
        count(*) FILTER (WHERE a.kind = 'late') AS late_count
    FROM attendance AS a
    INNER JOIN report_windows AS w
        ON w.school_year = a.school_year AND w.grade = a.grade
        AND a.lesson_date >= w.tile_from AND a.lesson_date <= w.tile_to
    WHERE a.school_year = $school_year
        AND list_contains($asked::VARCHAR[], a.class_name || ' ' || w.period)
    GROUP BY a.class_name, w.period, a.pupil_id
),
means AS (
    SELECT class_name, period, pupil_id, sum(mark)::DOUBLE / nullif(count(mark), 0) AS average_points
    FROM period_marks
    WHERE school_year = $school_year AND list_contains($asked::VARCHAR[], class_name || ' ' || period)
    GROUP BY class_name, period, pupil_id
)
SELECT
    r.class_name, r.pupil_id, p.full_name, r.is_listed, r.is_at_start, r.has_arrived, r.has_left, r.is_at_end,
    CASE WHEN g.marks_count > 0 OR coalesce(r.is_at_end, 1) = 1 THEN g.pupil_group END AS pupil_group,
    g.reserve_subject, g.mark5_count, g.mark4_count, g.mark3_count, g.mark2_count,
    g.not_attested_count, n.average_points,
    m.missed_count, m.ill_count, m.excused_count, m.unexcused_count, m.unexplained_count, m.late_count
FROM mart_roll_by_pupil_period AS r
INNER JOIN dim_pupil AS p
    ON p.pupil_id = r.pupil_id AND p.school_year = r.school_year AND p.class_name = r.class_name
LEFT JOIN mart_pupil_group_by_period AS g
    ON g.school_year = r.school_year AND g.period = r.period AND g.class_name = r.class_name
    AND g.pupil_id = r.pupil_id
LEFT JOIN missed AS m
    ON m.class_name = r.class_name AND m.period = r.period AND m.pupil_id = r.pupil_id
LEFT JOIN means AS n
    ON n.class_name = r.class_name AND n.period = r.period AND n.pupil_id = r.pupil_id
WHERE r.school_year = $school_year AND list_contains($asked::VARCHAR[], r.class_name || ' ' || r.period)
    AND ($scope::VARCHAR[] IS NULL
        OR list_contains($scope::VARCHAR[], r.school_year || ' ' || r.class_name))
ORDER BY r.class_name, p.full_name, r.pupil_id

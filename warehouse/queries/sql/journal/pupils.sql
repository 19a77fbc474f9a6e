-- One row per pupil × subject of a class on a day, by name.
SELECT
    s.pupil_id, p.full_name, s.subject, s.marks_count, s.points_sum, s.base_points, s.base_weight,
    s.check_marks_count, s.likely_mark, s.border_tenths, s.is_disputed, s.is_few, s.is_still_few, s.is_exempt,
    s.is_marked_subject, s.absences_count, s.absences_held_count, s.ill_count, s.excused_count,
    s.unexcused_count, s.unexplained_count, s.late_count, s.exempt_count, s.lessons_count,
    s.last_mark_on, m.period_mark, m.against_mean
FROM standing AS s
INNER JOIN dim_pupil AS p
    ON s.school_year = p.school_year AND s.class_name = p.class_name AND s.pupil_id = p.pupil_id
LEFT JOIN mart_standing_by_pupil_subject_period AS m
    ON s.school_year = m.school_year AND s.period = m.period AND s.class_name = m.class_name
    AND s.subject = m.subject AND s.pupil_id = m.pupil_id
ORDER BY p.full_name, s.pupil_id, s.subject

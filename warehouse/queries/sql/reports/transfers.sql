-- One row: how many pupils went from one class of the school to another within the report's period.
SELECT count(*) AS transfers_count
FROM mart_roll_by_pupil_period AS f
INNER JOIN mart_roll_by_pupil_period AS t
    ON t.school_id = f.school_id AND t.school_year = f.school_year AND t.pupil_id = f.pupil_id
    AND t.class_name <> f.class_name
WHERE f.school_year = $school_year AND list_contains($asked::VARCHAR[], f.class_name || ' ' || f.period)
    AND list_contains($asked::VARCHAR[], t.class_name || ' ' || t.period)
    AND f.has_left = 1 AND f.is_at_end = 0 AND t.has_arrived = 1 AND t.is_at_end = 1

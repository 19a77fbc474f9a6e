-- One row per year of the roadmap and teacher on the staff on its measure date; is_young: under 35 in the first years.
-- refresh: staff
SELECT
    m.school_id,
    m.year,
    s.teacher_id,
    s.age_group = 'under_35'
    AND CASE
        WHEN s.came_on IS NOT NULL THEN s.came_on > m.young_after
        ELSE coalesce(s.experience_years < m.first_years, false)
    END AS is_young
FROM roadmap_measures AS m
INNER JOIN staff AS s
    ON
        m.school_id = s.school_id
        AND (s.came_on IS NULL OR s.came_on <= m.measured_on)
        AND (s.left_on IS NULL OR s.left_on > m.measured_on)
        AND (m.base = 'staff' OR lower(s.position) LIKE '%учител%')

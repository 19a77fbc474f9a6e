-- One row per indicator, year and line of its registers dated in the term up to the measure date.
-- refresh: staff
-- is_counted where its state counts and its teacher is in the base; has_state, in_base say which of the two fails.
WITH dated AS (
    SELECT
        e.school_id,
        r.indicator_id,
        r.people,
        e.entry_key,
        e.register,
        e.teacher_id,
        e.title,
        e.kind,
        e.status,
        e.batch_id,
        CASE WHEN r.dated = 'date_from' THEN coalesce(e.date_from, e.date_to) ELSE coalesce(e.date_to, e.date_from) END
            AS dated_on,
        r.counts_all OR s.status IS NOT NULL AS has_state
    FROM roadmap_registers AS r
    INNER JOIN staff_entries AS e ON r.school_id = e.school_id AND r.register = e.register
    LEFT JOIN roadmap_states AS s ON e.register = s.register AND lower(trim(e.status)) = s.status
)

SELECT
    d.school_id,
    d.indicator_id,
    m.year,
    d.entry_key,
    d.register,
    d.teacher_id,
    d.title,
    d.kind,
    d.status,
    d.batch_id,
    d.dated_on,
    d.has_state,
    b.teacher_id IS NOT NULL AND (d.people = 'all' OR b.is_young) AS in_base,
    d.has_state AND b.teacher_id IS NOT NULL AND (d.people = 'all' OR b.is_young) AS is_counted
FROM dated AS d
INNER JOIN roadmap_measures AS m
    ON d.school_id = m.school_id AND d.dated_on BETWEEN m.term_from AND m.measured_on
LEFT JOIN roadmap_base AS b
    ON d.school_id = b.school_id AND m.year = b.year AND d.teacher_id = b.teacher_id

-- One row per line of self-analysis of a strategy; strategy_id is null where no strategy is called so.
-- refresh: staff
SELECT
    e.school_id,
    e.entry_key,
    n.strategy_id,
    e.title,
    e.teacher_id,
    e.frequency,
    e.mastery,
    coalesce(e.date_to, e.date_from) AS said_on,
    e.is_typed,
    e.batch_id,
    s.left_on
FROM staff_entries AS e
LEFT JOIN strategy_names AS n
    ON replace(lower(regexp_replace(trim(e.title), '\s+', ' ', 'g')), 'ё', 'е') = n.name_key
LEFT JOIN staff AS s ON e.school_id = s.school_id AND e.teacher_id = s.teacher_id
WHERE e.register = 'strategy_use'

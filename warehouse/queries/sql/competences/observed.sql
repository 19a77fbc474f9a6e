-- One row per observed lesson of a file that the person may see: observed, or observing, or the methodist.
SELECT
    o.observation_key,
    o.teacher_id,
    d.full_name,
    o.observer_id,
    o.observer_raw,
    o.observed_on,
    o.class_name,
    o.subject_raw,
    o.topic,
    o.note
FROM observations AS o
INNER JOIN dim_teacher AS d ON o.teacher_id = d.teacher_id
WHERE NOT o.is_typed
    AND ($teachers IS NULL OR list_contains($teachers, o.teacher_id) OR list_contains($teachers, o.observer_id))
ORDER BY o.observed_on DESC, d.full_name, o.observation_key

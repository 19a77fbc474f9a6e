-- One row per cycle of lesson study of a live community, or of none.
-- refresh: view
SELECT
    s.school_id,
    s.study_id,
    s.community_id,
    s.school_year,
    s.class_name,
    s.subject,
    s.focus,
    s.started_on,
    s.last_on,
    s.is_stopped
FROM typed_lesson_studies AS s
LEFT JOIN communities AS c ON s.community_id = c.community_id
WHERE s.community_id = '' OR c.community_id IS NOT NULL

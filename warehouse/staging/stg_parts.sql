-- One row per part of a live batch, its subject resolved through the synonyms.
-- refresh: class
SELECT
    b.school_id,
    p.batch_id,
    p.part_no,
    CAST(b.seq AS BIGINT) * 100000 + p.part_no AS part_order,
    b.source_kind,
    p.measure,
    p.school_year,
    p.grade,
    p.class_name,
    coalesce(a.subject, p.subject_raw) AS subject,
    p.subject_raw,
    p.subgroup,
    p.period
FROM loaded_parts AS p
INNER JOIN loaded_batches AS b ON p.batch_id = b.batch_id
LEFT JOIN subject_aliases AS a ON p.subject_key = a.alias_key

-- One row per part and another part that may speak of the same cells in another file.
-- Two subgroups never do; a part without a subgroup may speak of either's pupils: a report per pupil names
-- none where a page of the journal does.
-- refresh: class
WITH pairs AS (
    SELECT
        p.school_year,
        p.grade,
        p.class_name,
        p.measure,
        p.batch_id,
        p.part_no,
        p.part_order,
        r.batch_id AS rival_batch_id,
        r.part_no AS rival_part_no,
        r.part_order AS rival_order,
        CASE WHEN r.source_kind = p.source_kind THEN 1 ELSE 0 END AS is_same_kind
    FROM stg_parts AS p
    INNER JOIN stg_parts AS r
        ON p.school_year = r.school_year
        AND p.class_name = r.class_name
        AND p.subject = r.subject
        AND p.measure = r.measure
        AND p.period = r.period
        AND p.batch_id <> r.batch_id
        AND (p.subgroup = r.subgroup OR p.subgroup = '' OR r.subgroup = '')
),
meeting_dates AS (
    SELECT DISTINCT
        pairs.batch_id,
        pairs.part_no,
        pairs.rival_order
    FROM pairs
    INNER JOIN loaded_part_dates AS d
        ON pairs.batch_id = d.batch_id AND pairs.part_no = d.part_no
    INNER JOIN loaded_part_dates AS e
        ON pairs.rival_batch_id = e.batch_id
        AND pairs.rival_part_no = e.part_no
        AND d.date_from <= e.date_to
        AND e.date_from <= d.date_to
    WHERE pairs.measure = 'current'
)
SELECT
    pairs.school_year,
    pairs.grade,
    pairs.class_name,
    pairs.measure,
    pairs.batch_id,
    pairs.part_no,
    pairs.part_order,
    pairs.rival_batch_id,
    pairs.rival_part_no,
    pairs.rival_order,
    pairs.is_same_kind
FROM pairs
LEFT JOIN meeting_dates AS m
    ON pairs.batch_id = m.batch_id
    AND pairs.part_no = m.part_no
    AND pairs.rival_order = m.rival_order
WHERE pairs.measure = 'period' OR m.batch_id IS NOT NULL

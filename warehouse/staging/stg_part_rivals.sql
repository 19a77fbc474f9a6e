-- One row per part and another part that may speak of the same cells in another file.
-- Two subgroups never do; a part without a subgroup may speak of either's pupils: a report per pupil names
-- none where a page of the journal does. Two pages that name no group are told by who has entries on them
-- (is_other_group): three pupils or more on each and nobody on both, so that a mark moved from one pupil
-- to another is still a correction.
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
        pairs.rival_batch_id,
        pairs.rival_part_no,
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
),
meeting AS (
    SELECT batch_id, part_no, rival_batch_id, rival_part_no, rival_order
    FROM meeting_dates
    UNION ALL
    SELECT batch_id, part_no, rival_batch_id, rival_part_no, rival_order
    FROM pairs
    WHERE measure = 'period'
),
meeting_parts AS (
    SELECT DISTINCT batch_id, part_no
    FROM meeting
),
entered AS (
    SELECT c.batch_id, c.part_no, m.pupil_id
    FROM meeting_parts AS c
    INNER JOIN loaded_marks AS m ON c.batch_id = m.batch_id AND c.part_no = m.part_no
    UNION
    SELECT c.batch_id, c.part_no, t.pupil_id
    FROM meeting_parts AS c
    INNER JOIN loaded_attendance AS t ON c.batch_id = t.batch_id AND c.part_no = t.part_no
    UNION
    SELECT c.batch_id, c.part_no, q.pupil_id
    FROM meeting_parts AS c
    INNER JOIN loaded_period_marks AS q ON c.batch_id = q.batch_id AND c.part_no = q.part_no
),
entered_counts AS (
    SELECT batch_id, part_no, count(*) AS pupils_count
    FROM entered
    GROUP BY batch_id, part_no
),
on_both AS (
    SELECT DISTINCT m.batch_id, m.part_no, m.rival_order
    FROM meeting AS m
    INNER JOIN entered AS a ON m.batch_id = a.batch_id AND m.part_no = a.part_no
    INNER JOIN entered AS b
        ON m.rival_batch_id = b.batch_id
        AND m.rival_part_no = b.part_no
        AND a.pupil_id = b.pupil_id
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
    pairs.is_same_kind,
    CASE
        WHEN own.pupils_count >= 3 AND rival.pupils_count >= 3 AND o.batch_id IS NULL THEN 1
        ELSE 0
    END AS is_other_group
FROM pairs
INNER JOIN meeting AS m
    ON pairs.batch_id = m.batch_id
    AND pairs.part_no = m.part_no
    AND pairs.rival_order = m.rival_order
LEFT JOIN entered_counts AS own
    ON pairs.batch_id = own.batch_id AND pairs.part_no = own.part_no
LEFT JOIN entered_counts AS rival
    ON pairs.rival_batch_id = rival.batch_id AND pairs.rival_part_no = rival.part_no
LEFT JOIN on_both AS o
    ON pairs.batch_id = o.batch_id
    AND pairs.part_no = o.part_no
    AND pairs.rival_order = o.rival_order

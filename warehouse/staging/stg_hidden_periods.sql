-- One row per pupil of a period part whose mark is not live; the rule is that of stg_hidden_lessons.
-- A cell belongs to the kind that was accepted first with something in it: an empty cell of another kind
-- hides nothing, one of the same kind takes back what stood there.
-- refresh: class
WITH filled AS (
    SELECT DISTINCT m.batch_id, m.part_no, m.pupil_id
    FROM stg_part_rivals AS r
    INNER JOIN loaded_period_marks AS m
        ON r.rival_batch_id = m.batch_id AND r.rival_part_no = m.part_no
    WHERE r.measure = 'period'
),
speakers AS (
    SELECT
        r.school_year,
        r.grade,
        r.class_name,
        r.batch_id,
        r.part_no,
        r.part_order,
        own.pupil_id,
        r.rival_order,
        r.is_same_kind,
        CASE WHEN f.pupil_id IS NULL THEN 0 ELSE 1 END AS is_filled
    FROM stg_part_rivals AS r
    INNER JOIN loaded_part_pupils AS own
        ON r.batch_id = own.batch_id AND r.part_no = own.part_no
    INNER JOIN loaded_part_pupils AS u
        ON r.rival_batch_id = u.batch_id
        AND r.rival_part_no = u.part_no
        AND own.pupil_id = u.pupil_id
    LEFT JOIN filled AS f
        ON u.batch_id = f.batch_id AND u.part_no = f.part_no AND u.pupil_id = f.pupil_id
    WHERE r.measure = 'period' AND r.is_other_group = 0
),
verdicts AS (
    SELECT
        school_year,
        grade,
        class_name,
        batch_id,
        part_no,
        part_order,
        pupil_id,
        max(CASE WHEN is_same_kind = 1 THEN rival_order END) AS newest_same,
        min(CASE WHEN is_same_kind = 1 AND is_filled = 1 THEN rival_order END) AS first_same,
        min(CASE WHEN is_same_kind = 0 AND is_filled = 1 THEN rival_order END) AS first_other
    FROM speakers
    GROUP BY school_year, grade, class_name, batch_id, part_no, part_order, pupil_id
)
SELECT
    school_year,
    grade,
    class_name,
    batch_id,
    part_no,
    pupil_id,
    CASE
        WHEN first_other < least(coalesce(first_same, part_order), part_order)
            THEN 'control_total'
        ELSE 'replaced'
    END AS reason
FROM verdicts
WHERE
    newest_same > part_order
    OR first_other < least(coalesce(first_same, part_order), part_order)

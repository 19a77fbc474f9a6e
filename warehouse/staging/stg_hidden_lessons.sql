-- One row per pupil × date of a part whose cells are not live, and the part that is live there.
-- A cell belongs to the kind of source that was accepted first; within the kind the newest part is live.
-- On a page of the other group a pupil without an entry has no lessons.
-- refresh: class
WITH contested AS (
    SELECT DISTINCT batch_id, part_no, part_order, school_year, grade, class_name
    FROM stg_part_rivals
    WHERE measure = 'current'
),
entries AS (
    SELECT c.batch_id, c.part_no, c.part_order, c.school_year, c.grade, c.class_name,
        m.pupil_id, m.lesson_date
    FROM contested AS c
    INNER JOIN loaded_marks AS m ON c.batch_id = m.batch_id AND c.part_no = m.part_no
    UNION
    SELECT c.batch_id, c.part_no, c.part_order, c.school_year, c.grade, c.class_name,
        t.pupil_id, t.lesson_date
    FROM contested AS c
    INNER JOIN loaded_attendance AS t ON c.batch_id = t.batch_id AND c.part_no = t.part_no
),
cells AS (
    SELECT batch_id, part_no, part_order, school_year, grade, class_name, pupil_id, lesson_date
    FROM entries
    UNION
    SELECT c.batch_id, c.part_no, c.part_order, c.school_year, c.grade, c.class_name,
        n.pupil_id, n.lesson_date
    FROM contested AS c
    INNER JOIN loaded_lessons AS n ON c.batch_id = n.batch_id AND c.part_no = n.part_no
),
speakers AS (
    SELECT
        cells.part_order,
        cells.pupil_id,
        cells.lesson_date,
        r.rival_order,
        r.is_same_kind
    FROM cells
    INNER JOIN stg_part_rivals AS r
        ON cells.batch_id = r.batch_id AND cells.part_no = r.part_no
    INNER JOIN loaded_part_pupils AS u
        ON r.rival_batch_id = u.batch_id
        AND r.rival_part_no = u.part_no
        AND cells.pupil_id = u.pupil_id
    INNER JOIN loaded_part_dates AS d
        ON r.rival_batch_id = d.batch_id
        AND r.rival_part_no = d.part_no
        AND cells.lesson_date >= d.date_from
        AND cells.lesson_date <= d.date_to
    WHERE r.is_other_group = 0
),
verdicts AS (
    SELECT
        part_order,
        pupil_id,
        lesson_date,
        max(CASE WHEN is_same_kind = 1 THEN rival_order END) AS newest_same,
        min(CASE WHEN is_same_kind = 1 THEN rival_order END) AS first_same,
        min(CASE WHEN is_same_kind = 0 THEN rival_order END) AS first_other
    FROM speakers
    GROUP BY part_order, pupil_id, lesson_date
),
entered AS (
    SELECT DISTINCT part_order, pupil_id
    FROM entries
),
hidden AS (
    SELECT
        cells.school_year,
        cells.grade,
        cells.class_name,
        cells.batch_id,
        cells.part_no,
        cells.pupil_id,
        cells.lesson_date,
        CASE
            WHEN v.first_other < least(coalesce(v.first_same, cells.part_order), cells.part_order)
                THEN 'control_total'
            ELSE 'replaced'
        END AS reason
    FROM cells
    INNER JOIN verdicts AS v
        ON cells.part_order = v.part_order
        AND cells.pupil_id = v.pupil_id
        AND cells.lesson_date = v.lesson_date
    WHERE
        v.newest_same > cells.part_order
        OR v.first_other < least(coalesce(v.first_same, cells.part_order), cells.part_order)
    UNION ALL
    SELECT
        cells.school_year,
        cells.grade,
        cells.class_name,
        cells.batch_id,
        cells.part_no,
        cells.pupil_id,
        cells.lesson_date,
        'other_group' AS reason
    FROM cells
    INNER JOIN stg_part_rivals AS r
        ON cells.batch_id = r.batch_id AND cells.part_no = r.part_no AND r.is_other_group = 1
    INNER JOIN loaded_part_pupils AS u
        ON r.rival_batch_id = u.batch_id
        AND r.rival_part_no = u.part_no
        AND cells.pupil_id = u.pupil_id
    LEFT JOIN entered AS own
        ON cells.part_order = own.part_order AND cells.pupil_id = own.pupil_id
    LEFT JOIN entered AS other
        ON r.rival_order = other.part_order AND cells.pupil_id = other.pupil_id
    WHERE
        own.pupil_id IS NULL
        AND (other.pupil_id IS NOT NULL OR r.rival_order < cells.part_order)
)
SELECT
    school_year,
    grade,
    class_name,
    batch_id,
    part_no,
    pupil_id,
    lesson_date,
    min(reason) AS reason
FROM hidden
GROUP BY school_year, grade, class_name, batch_id, part_no, pupil_id, lesson_date

-- One row per participant × assessment × school that is live: of two files that name one participant the newer.
-- refresh: assessment
WITH ordinals AS (
    SELECT
        o.grade,
        o.class_ordinal,
        o.class_name,
        w.school_year,
        row_number() OVER (
            PARTITION BY w.school_year, o.grade, o.class_ordinal
            ORDER BY w.seq DESC, o.batch_id DESC, o.work_no DESC, o.class_name
        ) AS newness
    FROM loaded_class_ordinals AS o
    INNER JOIN stg_works AS w ON o.batch_id = w.batch_id AND o.work_no = w.work_no
),
own_codes AS (
    SELECT count(*) AS codes_count
    FROM own_school_codes
),
placed AS (
    SELECT
        CASE
            WHEN r.school_code = '' OR c.school_code IS NOT NULL THEN w.school_id
            WHEN n.codes_count = 0 AND w.schools_count = 1 THEN w.school_id
            ELSE r.school_code
        END AS school_id,
        w.assessment_id,
        w.kind,
        w.school_year,
        w.subject,
        w.work_grade,
        w.label,
        w.held_on,
        w.literacy,
        w.seq,
        w.source_kind,
        r.batch_id,
        r.work_no,
        r.result_no,
        r.grade,
        CASE
            WHEN r.class_name <> '' THEN r.class_name
            WHEN r.class_ordinal > 0 THEN coalesce(
                s.class_name,
                o.class_name,
                CAST(r.grade AS VARCHAR) || ' №' || CAST(r.class_ordinal AS VARCHAR)
            )
            ELSE ''
        END AS class_name,
        r.class_raw,
        CASE
            WHEN r.participant_code = '' THEN 'p' || CAST(r.pupil_id AS VARCHAR)
            ELSE r.participant_code
        END AS participant_code,
        r.pupil_id,
        r.variant,
        r.took_part,
        r.stated_points,
        r.test_points,
        r.mark,
        r.journal_mark,
        r.sheet_name,
        r.row_no,
        r.column_no
    FROM loaded_results AS r
    INNER JOIN stg_works AS w ON r.batch_id = w.batch_id AND r.work_no = w.work_no
    CROSS JOIN own_codes AS n
    LEFT JOIN own_school_codes AS c ON r.school_code = c.school_code
    LEFT JOIN class_ordinals AS s
        ON w.school_year = s.school_year
        AND r.grade = s.grade
        AND r.class_ordinal = s.class_ordinal
    LEFT JOIN ordinals AS o
        ON w.school_year = o.school_year
        AND r.grade = o.grade
        AND r.class_ordinal = o.class_ordinal
        AND o.newness = 1
),
ranked AS (
    SELECT
        school_id,
        assessment_id,
        kind,
        school_year,
        subject,
        work_grade,
        label,
        held_on,
        literacy,
        seq,
        source_kind,
        batch_id,
        work_no,
        result_no,
        grade,
        class_name,
        class_raw,
        participant_code,
        pupil_id,
        variant,
        took_part,
        stated_points,
        test_points,
        mark,
        journal_mark,
        sheet_name,
        row_no,
        column_no,
        row_number() OVER (
            PARTITION BY assessment_id, school_id, participant_code
            ORDER BY seq DESC, work_no DESC, result_no DESC
        ) AS newness
    FROM placed
)
SELECT
    school_id,
    assessment_id,
    kind,
    school_year,
    subject,
    work_grade,
    label,
    held_on,
    literacy,
    seq,
    source_kind,
    batch_id,
    work_no,
    result_no,
    grade,
    class_name,
    class_raw,
    participant_code,
    pupil_id,
    variant,
    took_part,
    stated_points,
    test_points,
    mark,
    journal_mark,
    sheet_name,
    row_no,
    column_no
FROM ranked
WHERE newness = 1

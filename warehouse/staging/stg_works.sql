-- One row per assessment that a live batch speaks of, its subject resolved; assessment_id names the same work in every file.
-- refresh: assessment
WITH named AS (
    SELECT
        b.school_id,
        w.batch_id,
        w.work_no,
        b.seq,
        b.source_kind,
        w.role,
        w.kind,
        w.school_year,
        coalesce(a.subject, w.subject_raw) AS subject,
        w.subject_raw,
        w.work_grade,
        w.class_grade,
        w.label,
        w.held_on,
        w.literacy,
        w.stage,
        w.schools_count
    FROM loaded_works AS w
    INNER JOIN loaded_batches AS b ON w.batch_id = b.batch_id
    LEFT JOIN subject_aliases AS a ON w.subject_key = a.alias_key
)
SELECT
    school_id,
    batch_id,
    work_no,
    seq,
    source_kind,
    role,
    kind,
    school_year,
    subject,
    subject_raw,
    work_grade,
    class_grade,
    label,
    held_on,
    literacy,
    stage,
    schools_count,
    kind || ' ' || school_year || ' ' || subject || ' ' || CAST(work_grade AS VARCHAR)
        || CASE WHEN class_grade NOT IN (0, work_grade)
            THEN '→' || CAST(class_grade AS VARCHAR) ELSE '' END
        || CASE WHEN stage <> '' THEN ' ' || stage ELSE '' END
        || CASE WHEN label <> '' THEN ' ' || label ELSE '' END AS assessment_id
FROM named

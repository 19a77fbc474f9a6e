-- One row per live participant code of a school's list «код ↔ ученик»: subject and work_grade are '' and 0 where the code holds for every work of the year.
-- refresh: assessment
WITH listed AS (
    SELECT
        w.school_id,
        w.school_year,
        w.kind,
        w.subject,
        w.work_grade,
        p.participant_code,
        p.class_name,
        p.pupil_id,
        p.batch_id,
        row_number() OVER (
            PARTITION BY w.school_id, w.school_year, w.kind, w.subject, w.work_grade, p.participant_code
            ORDER BY w.seq DESC, p.work_no DESC, p.row_no DESC, p.pupil_id
        ) AS newness
    FROM loaded_participants AS p
    INNER JOIN stg_works AS w ON p.batch_id = w.batch_id AND p.work_no = w.work_no
)
SELECT
    school_id,
    school_year,
    kind,
    subject,
    work_grade,
    participant_code,
    class_name,
    pupil_id,
    batch_id
FROM listed
WHERE newness = 1

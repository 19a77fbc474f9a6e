-- One row per participation of a pupil in a stage of the olympiad, as the newest file says it.
-- refresh: assessment
WITH own_codes AS (
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
        w.school_year,
        w.stage,
        w.subject,
        w.held_on,
        r.grade,
        r.class_name,
        r.participation_grade,
        r.pupil_id,
        r.profile,
        r.points,
        r.max_points,
        r.status,
        r.place,
        r.was_prize_winner,
        r.teacher_raw,
        r.batch_id,
        r.sheet_name,
        r.row_no,
        r.column_no,
        row_number() OVER (
            PARTITION BY w.school_year, w.stage, w.subject, r.profile, r.school_code,
                coalesce(CAST(r.pupil_id AS VARCHAR), CAST(r.batch_id AS VARCHAR) || ' '
                    || CAST(r.result_no AS VARCHAR)), r.participation_grade
            ORDER BY w.seq DESC, r.work_no DESC, r.result_no DESC
        ) AS newness
    FROM loaded_olympiad_results AS r
    INNER JOIN stg_works AS w ON r.batch_id = w.batch_id AND r.work_no = w.work_no
    CROSS JOIN own_codes AS n
    LEFT JOIN own_school_codes AS c ON r.school_code = c.school_code
)
SELECT
    school_id,
    assessment_id,
    school_year,
    stage,
    subject,
    held_on,
    grade,
    class_name,
    participation_grade,
    pupil_id,
    profile,
    CAST(points AS DECIMAL(9, 2)) AS points,
    CAST(max_points AS DECIMAL(9, 2)) AS max_points,
    status,
    place,
    was_prize_winner,
    teacher_raw,
    batch_id,
    sheet_name,
    row_no,
    column_no
FROM placed
WHERE newness = 1

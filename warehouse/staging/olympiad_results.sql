-- One row per participation of a pupil in a stage of the olympiad, as the newest file says it.
-- Of participants without a name the newest file of their school, paper and profile is taken whole.
-- refresh: assessment
WITH own_classes AS (
    SELECT d.school_year, d.pupil_id, c.grade, min(d.class_name) AS class_name
    FROM dim_pupil AS d
    INNER JOIN dim_class AS c ON d.school_year = c.school_year AND d.class_name = c.class_name
    GROUP BY d.school_year, d.pupil_id, c.grade
    HAVING count(*) = 1
),
placed AS (
    SELECT
        CASE
            WHEN r.school_code = '' OR c.whose = 'own' THEN w.school_id
            WHEN c.whose = 'unsaid' AND w.schools_count = 1 THEN w.school_id
            ELSE r.school_code
        END AS school_id,
        w.assessment_id,
        w.school_year,
        w.stage,
        w.subject,
        w.held_on,
        r.grade,
        CASE WHEN r.class_name <> '' THEN r.class_name ELSE coalesce(y.class_name, '') END AS class_name,
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
        CASE
            WHEN r.pupil_id IS NULL THEN dense_rank() OVER (
                PARTITION BY w.school_year, w.stage, w.subject, r.profile, r.school_code,
                    r.participation_grade, CASE WHEN r.pupil_id IS NULL THEN 1 ELSE 0 END
                ORDER BY w.seq DESC
            )
            ELSE row_number() OVER (
                PARTITION BY w.school_year, w.stage, w.subject, r.profile, r.pupil_id,
                    r.participation_grade
                ORDER BY w.seq DESC, r.work_no DESC, r.result_no DESC
            )
        END AS newness
    FROM loaded_olympiad_results AS r
    INNER JOIN stg_works AS w ON r.batch_id = w.batch_id AND r.work_no = w.work_no
    LEFT JOIN stg_school_codes AS c ON r.school_code = c.school_code
    LEFT JOIN own_classes AS y
        ON w.school_year = y.school_year AND r.pupil_id = y.pupil_id AND r.grade = y.grade
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

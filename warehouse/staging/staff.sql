-- One row per teacher of the school's staff: the typed card over the newest register that lists the teacher.
-- refresh: staff
WITH listed AS (
    SELECT
        coalesce(p.person_id, s.teacher_id) AS teacher_id,
        s.position,
        s.subjects,
        s.age_group,
        s.category,
        s.experience_years,
        s.came_on,
        s.left_on,
        s.batch_id,
        row_number() OVER (
            PARTITION BY coalesce(p.person_id, s.teacher_id)
            ORDER BY b.seq DESC, s.row_no, s.column_no, s.teacher_id
        ) AS newness
    FROM loaded_staff AS s
    INNER JOIN loaded_batches AS b ON s.batch_id = b.batch_id
    LEFT JOIN teacher_persons AS p ON s.teacher_id = p.teacher_id
),

typed AS (
    SELECT
        coalesce(p.person_id, t.teacher_id) AS teacher_id,
        t.position,
        t.subjects,
        t.age_group,
        t.category,
        t.experience_years,
        t.came_on,
        t.left_on,
        row_number() OVER (
            PARTITION BY coalesce(p.person_id, t.teacher_id) ORDER BY t.teacher_id
        ) AS newness
    FROM typed_staff AS t
    LEFT JOIN teacher_persons AS p ON t.teacher_id = p.teacher_id
)

SELECT
    CAST(d.school_id AS VARCHAR) AS school_id,
    CAST(d.teacher_id AS BIGINT) AS teacher_id,
    CAST(d.full_name AS VARCHAR) AS full_name,
    CAST(coalesce(t.position, l.position, '') AS VARCHAR) AS position,
    CAST(coalesce(t.subjects, l.subjects, '') AS VARCHAR) AS subjects,
    CAST(coalesce(t.age_group, l.age_group, '') AS VARCHAR) AS age_group,
    CAST(coalesce(t.category, l.category, '') AS VARCHAR) AS category,
    CAST(CASE WHEN t.teacher_id IS NULL THEN l.experience_years ELSE t.experience_years END AS INTEGER)
        AS experience_years,
    CAST(CASE WHEN t.teacher_id IS NULL THEN l.came_on ELSE t.came_on END AS DATE) AS came_on,
    CAST(CASE WHEN t.teacher_id IS NULL THEN l.left_on ELSE t.left_on END AS DATE) AS left_on,
    CAST(l.batch_id AS INTEGER) AS batch_id
FROM dim_teacher AS d
LEFT JOIN listed AS l ON d.teacher_id = l.teacher_id AND l.newness = 1
LEFT JOIN typed AS t ON d.teacher_id = t.teacher_id AND t.newness = 1
WHERE l.teacher_id IS NOT NULL OR t.teacher_id IS NOT NULL

-- One row per pupil × class × school year, named as in the newest file.
-- refresh: class
WITH named AS (
    SELECT
        b.school_id,
        u.school_year,
        u.class_name,
        u.pupil_id,
        u.name_raw,
        u.name_key,
        row_number() OVER (
            PARTITION BY u.school_year, u.class_name, u.pupil_id
            ORDER BY b.seq DESC, u.ordinal, u.name_raw
        ) AS newness
    FROM loaded_pupils AS u
    INNER JOIN loaded_batches AS b ON u.batch_id = b.batch_id
)
SELECT
    school_id,
    school_year,
    class_name,
    pupil_id,
    name_raw AS full_name,
    name_key
FROM named
WHERE newness = 1

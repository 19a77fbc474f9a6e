-- One row per pupil × class × school year, named as in the newest file.
-- A class without its letter, as protocols write it, gives way to the class itself where another file names it.
-- refresh: year
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
),
lettered AS (
    SELECT DISTINCT
        bare.school_year,
        bare.class_name,
        bare.pupil_id
    FROM named AS bare
    INNER JOIN named AS own
        ON bare.school_year = own.school_year
        AND bare.pupil_id = own.pupil_id
    WHERE length(own.class_name) > length(bare.class_name)
        AND substr(own.class_name, 1, length(bare.class_name)) = bare.class_name
        AND bare.class_name IN ('1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11')
        AND substr(own.class_name, length(bare.class_name) + 1, 1) NOT IN ('0', '1')
)
SELECT
    n.school_id,
    n.school_year,
    n.class_name,
    n.pupil_id,
    n.name_raw AS full_name,
    n.name_key
FROM named AS n
LEFT JOIN lettered AS l
    ON n.school_year = l.school_year
    AND n.class_name = l.class_name
    AND n.pupil_id = l.pupil_id
WHERE n.newness = 1 AND l.pupil_id IS NULL

-- One row per code of a school that live files name: whose is own, other, or unsaid where nobody said.
-- Codes are logins of ФИС ОКО, numbers or names; who named ours of one form leaves the other forms unsaid.
-- Read from the lists of schools and not from results: protocols of the olympiad, which name teachers, ask it too.
-- refresh: all
WITH codes AS (
    SELECT school_code FROM loaded_work_schools WHERE school_code <> ''
    UNION
    SELECT school_code FROM loaded_olympiad_results WHERE school_code <> ''
    UNION
    SELECT school_code FROM own_school_codes
),
formed AS (
    SELECT
        c.school_code,
        CASE
            WHEN c.school_code LIKE 'edu%' THEN 'login'
            WHEN TRY_CAST(c.school_code AS BIGINT) IS NOT NULL THEN 'number'
            ELSE 'name'
        END AS form,
        o.school_code IS NOT NULL AS is_own,
        t.school_code IS NOT NULL AS is_other
    FROM codes AS c
    LEFT JOIN own_school_codes AS o ON c.school_code = o.school_code
    LEFT JOIN other_school_codes AS t ON c.school_code = t.school_code
)
SELECT
    school_code,
    form,
    CASE
        WHEN is_own THEN 'own'
        WHEN is_other OR bool_or(is_own) OVER (PARTITION BY form) THEN 'other'
        ELSE 'unsaid'
    END AS whose
FROM formed

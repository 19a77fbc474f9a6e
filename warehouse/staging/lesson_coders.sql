-- One row per live lesson and person who coded its tasks; coder is teacher, observer, «observer 2» by their ids.
-- refresh: staff
WITH coders AS (
    SELECT k.lesson_id, k.coder_id, k.role
    FROM lesson_codes AS k
    GROUP BY k.lesson_id, k.coder_id, k.role
),

numbered AS (
    SELECT
        c.lesson_id,
        c.coder_id,
        c.role,
        row_number() OVER (PARTITION BY c.lesson_id, c.role ORDER BY c.coder_id) AS coder_no
    FROM coders AS c
)

SELECT
    l.school_id,
    n.lesson_id,
    n.coder_id,
    n.role,
    CASE WHEN n.coder_no = 1 THEN n.role ELSE n.role || ' ' || CAST(n.coder_no AS VARCHAR) END AS coder
FROM numbered AS n
INNER JOIN lesson_cards AS l ON n.lesson_id = l.lesson_id

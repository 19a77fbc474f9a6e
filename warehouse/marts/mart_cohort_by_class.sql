-- One row per class × school year: the cohort it belongs to, and who stayed, joined and left since the year before.
-- A class goes on as the class a grade higher of the next year where more than half of that class were in it, and where
-- more than half of its own pupils who stay in the school went: by the pupils themselves, whatever the letter.
-- refresh: all
WITH years AS (
    SELECT
        known.school_id,
        known.school_year,
        row_number() OVER (PARTITION BY known.school_id ORDER BY known.school_year) AS year_no
    FROM (SELECT DISTINCT school_id, school_year FROM dim_class) AS known
),
members AS (
    SELECT p.school_id, y.year_no, p.school_year, c.grade, p.class_name, p.pupil_id
    FROM dim_pupil AS p
    INNER JOIN dim_class AS c
        ON p.school_id = c.school_id AND p.school_year = c.school_year AND p.class_name = c.class_name
    INNER JOIN years AS y ON p.school_id = y.school_id AND p.school_year = y.school_year
),
sizes AS (
    SELECT school_id, year_no, school_year, grade, class_name, count(*) AS pupils_count
    FROM members
    GROUP BY school_id, year_no, school_year, grade, class_name
),
went_on AS (
    SELECT m.school_id, m.year_no, m.class_name, count(DISTINCT m.pupil_id) AS went_on_count
    FROM members AS m
    INNER JOIN members AS n
        ON m.school_id = n.school_id AND m.pupil_id = n.pupil_id AND n.year_no = m.year_no + 1
    GROUP BY m.school_id, m.year_no, m.class_name
),
shared AS (
    SELECT
        m.school_id,
        m.year_no AS before_year_no,
        m.class_name AS before_class_name,
        n.year_no,
        n.class_name,
        count(*) AS shared_count
    FROM members AS m
    INNER JOIN members AS n
        ON m.school_id = n.school_id
        AND m.pupil_id = n.pupil_id
        AND n.year_no = m.year_no + 1
        AND n.grade = m.grade + 1
    GROUP BY m.school_id, m.year_no, m.class_name, n.year_no, n.class_name
),
links AS (
    SELECT
        s.school_id,
        s.year_no,
        s.class_name,
        s.before_year_no,
        s.before_class_name,
        s.shared_count,
        b.pupils_count AS before_pupils_count
    FROM shared AS s
    INNER JOIN sizes AS z
        ON s.school_id = z.school_id AND s.year_no = z.year_no AND s.class_name = z.class_name
    INNER JOIN sizes AS b
        ON s.school_id = b.school_id
        AND s.before_year_no = b.year_no
        AND s.before_class_name = b.class_name
    INNER JOIN went_on AS w
        ON s.school_id = w.school_id
        AND s.before_year_no = w.year_no
        AND s.before_class_name = w.class_name
    WHERE 2 * s.shared_count > z.pupils_count AND 2 * s.shared_count > w.went_on_count
),
-- The first class of a chain: each step looks twice as far back, sixteen years are more than a school has.
up1 AS (
    SELECT
        z.school_id,
        z.year_no,
        z.class_name,
        coalesce(k.before_year_no, z.year_no) AS root_year_no,
        coalesce(k.before_class_name, z.class_name) AS root_class_name
    FROM sizes AS z
    LEFT JOIN links AS k
        ON z.school_id = k.school_id AND z.year_no = k.year_no AND z.class_name = k.class_name
),
up2 AS (
    SELECT a.school_id, a.year_no, a.class_name, b.root_year_no, b.root_class_name
    FROM up1 AS a
    INNER JOIN up1 AS b
        ON a.school_id = b.school_id AND a.root_year_no = b.year_no AND a.root_class_name = b.class_name
),
up4 AS (
    SELECT a.school_id, a.year_no, a.class_name, b.root_year_no, b.root_class_name
    FROM up2 AS a
    INNER JOIN up2 AS b
        ON a.school_id = b.school_id AND a.root_year_no = b.year_no AND a.root_class_name = b.class_name
),
up8 AS (
    SELECT a.school_id, a.year_no, a.class_name, b.root_year_no, b.root_class_name
    FROM up4 AS a
    INNER JOIN up4 AS b
        ON a.school_id = b.school_id AND a.root_year_no = b.year_no AND a.root_class_name = b.class_name
),
up16 AS (
    SELECT a.school_id, a.year_no, a.class_name, b.root_year_no, b.root_class_name
    FROM up8 AS a
    INNER JOIN up8 AS b
        ON a.school_id = b.school_id AND a.root_year_no = b.year_no AND a.root_class_name = b.class_name
),
lengths AS (
    SELECT school_id, root_year_no, root_class_name, count(*) AS years_count
    FROM up16
    GROUP BY school_id, root_year_no, root_class_name
)
SELECT
    CAST(z.school_id AS VARCHAR) AS school_id,
    CAST(z.school_year AS VARCHAR) AS school_year,
    CAST(z.grade AS INTEGER) AS grade,
    CAST(z.class_name AS VARCHAR) AS class_name,
    CAST(y.school_year AS VARCHAR) AS cohort_year,
    CAST(u.root_class_name AS VARCHAR) AS cohort_class,
    CAST(n.years_count AS BIGINT) AS years_count,
    CAST(k.before_class_name AS VARCHAR) AS before_class_name,
    CAST(z.pupils_count AS BIGINT) AS pupils_count,
    CAST(k.shared_count AS BIGINT) AS stayed_count,
    CAST(z.pupils_count - k.shared_count AS BIGINT) AS joined_count,
    CAST(k.before_pupils_count - k.shared_count AS BIGINT) AS left_count
FROM sizes AS z
INNER JOIN up16 AS u
    ON z.school_id = u.school_id AND z.year_no = u.year_no AND z.class_name = u.class_name
INNER JOIN years AS y ON u.school_id = y.school_id AND u.root_year_no = y.year_no
INNER JOIN lengths AS n
    ON u.school_id = n.school_id
    AND u.root_year_no = n.root_year_no
    AND u.root_class_name = n.root_class_name
LEFT JOIN links AS k
    ON z.school_id = k.school_id AND z.year_no = k.year_no AND z.class_name = k.class_name

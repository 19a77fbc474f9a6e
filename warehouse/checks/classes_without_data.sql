-- One row per class × school year with periods that other classes have data for and this one has not.
-- title: Классы, по которым нет данных
-- severity: error
-- what: За эти периоды у других классов есть отметки, а у этих нет ни журнала, ни итогов.
-- why: Показатели параллели и школы считаются без этих классов.
-- fix: Выгрузите журнал или ведомость класса за период и загрузите файл.
-- unit: класс|класса|классов
-- column: class_name Класс
-- column: school_year Учебный год
-- column: periods Нет данных за period
-- column: known Откуда известен класс
-- link: uploads К загрузкам
-- order: school_year DESC, grade, class_name
WITH spoken AS (
    SELECT DISTINCT school_year, class_name, period FROM marks WHERE period <> ''
    UNION
    SELECT DISTINCT school_year, class_name, period FROM period_marks
),
expected AS (
    SELECT school_year, grade, class_name, 'есть в других файлах этого года' AS known FROM dim_class
    UNION ALL
    SELECT
        y.school_year,
        c.grade + 1 AS grade,
        CAST(c.grade + 1 AS VARCHAR) || regexp_replace(c.class_name, '^[0-9]+', '') AS class_name,
        'в прошлом году был ' || c.class_name AS known
    FROM dim_class AS c
    INNER JOIN (SELECT DISTINCT school_year FROM dim_class) AS y
        ON CAST(left(y.school_year, 4) AS INTEGER) = CAST(left(c.school_year, 4) AS INTEGER) + 1
    LEFT JOIN dim_class AS n
        ON
            y.school_year = n.school_year
            AND n.class_name = CAST(c.grade + 1 AS VARCHAR) || regexp_replace(c.class_name, '^[0-9]+', '')
    -- After the ninth grade a class parts.
    WHERE c.grade NOT IN (9, 11) AND n.class_name IS NULL
),
due AS (
    SELECT DISTINCT s.school_year, g.system, s.period
    FROM spoken AS s
    INNER JOIN dim_class AS c ON s.school_year = c.school_year AND s.class_name = c.class_name
    INNER JOIN period_systems AS g ON c.grade = g.grade
    INNER JOIN school_periods AS t
        ON s.school_year = t.school_year AND g.system = t.system AND s.period = t.period
)
SELECT
    e.school_year,
    e.grade,
    e.class_name,
    e.known,
    string_agg(d.period, ',' ORDER BY d.period) AS periods
FROM expected AS e
INNER JOIN period_systems AS g ON e.grade = g.grade
INNER JOIN due AS d ON e.school_year = d.school_year AND g.system = d.system
LEFT JOIN spoken AS s
    ON e.school_year = s.school_year AND e.class_name = s.class_name AND d.period = s.period
-- The first grade is taught without marks.
WHERE s.period IS NULL AND e.grade > 1
GROUP BY e.school_year, e.grade, e.class_name, e.known

-- One row per class × subject × period without current marks where the class has others and the parallel has this one.
-- title: Предметы без текущих отметок
-- severity: warning
-- what: Журнал класса за период загружен, но по этому предмету в нём нет ни одной отметки, хотя в параллели они есть.
-- why: Либо страница журнала не выгружена, либо отметки не выставлены.
-- fix: Проверьте страницу предмета в журнале и выгрузите её ещё раз.
-- unit: предмет|предмета|предметов
-- column: class_name Класс
-- column: subject Предмет
-- column: period Период period
-- column: others_count Классов параллели с отметками count
-- link: class Открыть класс
-- order: school_year DESC, grade, class_name, subject, period
WITH marked AS (
    SELECT DISTINCT school_year, grade, class_name, subject, period FROM marks WHERE period <> ''
),
covered AS (
    SELECT DISTINCT school_year, grade, class_name, period FROM marked
),
known AS (
    SELECT DISTINCT school_year, grade, class_name, subject
    FROM stg_parts
    WHERE measure IN ('current', 'period') AND subject <> ''
),
parallel AS (
    SELECT school_year, grade, subject, period, count(*) AS others_count
    FROM marked
    GROUP BY school_year, grade, subject, period
)
SELECT k.school_year, k.grade, k.class_name, k.subject, c.period, p.others_count
FROM known AS k
INNER JOIN covered AS c ON k.school_year = c.school_year AND k.class_name = c.class_name
INNER JOIN parallel AS p
    ON k.school_year = p.school_year AND k.grade = p.grade AND k.subject = p.subject AND c.period = p.period
LEFT JOIN marked AS m
    ON
        k.school_year = m.school_year AND k.class_name = m.class_name
        AND k.subject = m.subject AND c.period = m.period
WHERE m.subject IS NULL

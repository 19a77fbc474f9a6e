-- One row per class × date with marks or absences on a Sunday or outside the terms.
-- title: Отметки в дни, когда уроков нет
-- severity: warning
-- what: В эти дни, воскресенье или каникулы, стоят отметки или пропуски.
-- why: Отметка каникул относится к периоду, который только что закончился: дата может быть опечаткой.
-- fix: Исправьте дату в журнале; если сроки четвертей у школы другие, поправьте их в настройках.
-- unit: день|дня|дней
-- column: class_name Класс
-- column: lesson_date Дата day
-- column: reason Какой это день
-- column: cells_count Записей count
-- column: subjects Предметы
-- link: periods Сроки четвертей
-- order: lesson_date DESC, grade, class_name
WITH cells AS (
    SELECT school_year, grade, class_name, subject, lesson_date FROM marks
    UNION ALL
    SELECT school_year, grade, class_name, subject, lesson_date FROM attendance
)
SELECT
    c.school_year,
    c.grade,
    c.class_name,
    c.lesson_date,
    CASE WHEN isodow(c.lesson_date) = 7 THEN 'воскресенье' ELSE 'каникулы' END AS reason,
    count(*) AS cells_count,
    string_agg(DISTINCT c.subject, ', ' ORDER BY c.subject) AS subjects
FROM cells AS c
INNER JOIN period_systems AS g ON c.grade = g.grade
LEFT JOIN school_periods AS s
    ON
        c.school_year = s.school_year AND g.system = s.system
        AND c.lesson_date >= s.date_from AND c.lesson_date <= s.date_to
WHERE s.period IS NULL OR isodow(c.lesson_date) = 7
GROUP BY c.school_year, c.grade, c.class_name, c.lesson_date

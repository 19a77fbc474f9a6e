-- One row per class × subject × period with current marks and no period ones, where others of the class have them.
-- title: Текущие есть, итоговых нет
-- severity: warning
-- what: Итоги этого периода у класса загружены, а по этому предмету отметок за период нет ни у кого.
-- why: Предмет не входит в успеваемость и качество класса за период.
-- fix: Проверьте, выставлены ли отметки за период, и выгрузите ведомость ещё раз.
-- unit: предмет|предмета|предметов
-- column: class_name Класс
-- column: subject Предмет
-- column: period Период period
-- column: marks_count Текущих отметок count
-- link: class Открыть класс
-- order: school_year DESC, grade, class_name, subject, period
WITH summed AS (
    SELECT DISTINCT school_year, class_name, subject, period FROM period_marks
)
SELECT m.school_year, m.grade, m.class_name, m.subject, m.period, count(*) AS marks_count
FROM marks AS m
INNER JOIN (SELECT DISTINCT school_year, class_name, period FROM summed) AS j
    ON m.school_year = j.school_year AND m.class_name = j.class_name AND m.period = j.period
LEFT JOIN summed AS s
    ON
        m.school_year = s.school_year AND m.class_name = s.class_name
        AND m.subject = s.subject AND m.period = s.period
WHERE s.subject IS NULL
GROUP BY m.school_year, m.grade, m.class_name, m.subject, m.period

-- One row per class × subject × period with period marks and no current ones, where the class's journal is loaded.
-- title: Итоговые есть, текущих нет
-- severity: warning
-- what: Отметки за период выставлены, а текущих отметок по предмету в журнале за этот период нет.
-- why: Итоговую не с чем сверить: раздел «Между четвертями» этого предмета не покажет.
-- fix: Выгрузите страницу предмета из журнала и загрузите её.
-- unit: предмет|предмета|предметов
-- column: class_name Класс
-- column: subject Предмет
-- column: period Период period
-- column: pupils_count Учеников с итоговой count
-- link: class Открыть класс
-- order: school_year DESC, grade, class_name, subject, period
WITH current AS (
    SELECT DISTINCT school_year, class_name, subject, period FROM marks WHERE period <> ''
)
SELECT
    p.school_year,
    p.grade,
    p.class_name,
    p.subject,
    p.period,
    count(DISTINCT p.pupil_id) AS pupils_count
FROM period_marks AS p
INNER JOIN (SELECT DISTINCT school_year, class_name, period FROM current) AS j
    ON p.school_year = j.school_year AND p.class_name = j.class_name AND p.period = j.period
LEFT JOIN current AS c
    ON
        p.school_year = c.school_year AND p.class_name = c.class_name
        AND p.subject = c.subject AND p.period = c.period
WHERE c.subject IS NULL AND p.state = 'attested'
GROUP BY p.school_year, p.grade, p.class_name, p.subject, p.period

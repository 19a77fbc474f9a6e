-- One row per class × subject with marks of whom no register says who teaches it.
-- title: Нагрузка учителей не указана
-- severity: info
-- what: По этим предметам отметки есть, а кто их ведёт в классе, программа не знает.
-- why: Учитель не увидит свой класс, а списки по учителям будут неполными.
-- fix: Загрузите нагрузку учителей: класс, предмет, учитель.
-- unit: предмет|предмета|предметов
-- needs: teaching
-- column: class_name Класс
-- column: subject Предмет
-- column: school_year Учебный год
-- link: uploads К загрузкам
-- order: school_year DESC, grade, class_name, subject
SELECT DISTINCT p.school_year, p.grade, p.class_name, p.subject
FROM stg_parts AS p
-- Where no load of the year was ever loaded, the question is one and not a thousand: it is put to classes
-- of the years that have it.
INNER JOIN (SELECT DISTINCT school_year FROM teaching) AS y ON p.school_year = y.school_year
LEFT JOIN teaching AS t
    ON p.school_year = t.school_year AND p.class_name = t.class_name AND p.subject = t.subject
WHERE p.measure IN ('current', 'period') AND p.subject <> '' AND t.subject IS NULL

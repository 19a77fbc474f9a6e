-- One row per pair of class names of a school year that are one letter and grade, written in two ways.
-- title: Один класс записан по-разному
-- severity: warning
-- what: В файлах одного года есть и «10А», и «10А соц» или похожая пара: возможно, это один класс.
-- why: Ученики такого класса раздваиваются, и обе половины считаются малыми группами.
-- fix: Выберите одно написание в журнале и загрузите файлы с другим написанием заново.
-- unit: пара|пары|пар
-- column: class_name Класс
-- column: other_name И ещё
-- column: school_year Учебный год
-- column: common_count Общих учеников count
-- link: uploads К загрузкам
-- order: school_year DESC, grade, class_name
WITH spelled AS (
    SELECT
        school_year,
        grade,
        class_name,
        regexp_replace(lower(class_name), '[^0-9a-zа-яё]', '', 'g') AS letters,
        regexp_extract(lower(class_name), '^[0-9]+ ?([а-яёa-z])(?:[^а-яёa-z]|$)', 1) AS letter
    FROM dim_class
),
pairs AS (
    SELECT a.school_year, a.grade, a.class_name, b.class_name AS other_name
    FROM spelled AS a
    INNER JOIN spelled AS b
        ON
            a.school_year = b.school_year AND a.grade = b.grade AND a.class_name < b.class_name
            AND (a.letters = b.letters OR (a.letter <> '' AND a.letter = b.letter))
)
SELECT
    p.school_year,
    p.grade,
    p.class_name,
    p.other_name,
    count(DISTINCT y.name_key) AS common_count
FROM pairs AS p
LEFT JOIN dim_pupil AS x ON p.school_year = x.school_year AND p.class_name = x.class_name
LEFT JOIN dim_pupil AS y
    ON p.school_year = y.school_year AND p.other_name = y.class_name AND x.name_key = y.name_key
GROUP BY p.school_year, p.grade, p.class_name, p.other_name

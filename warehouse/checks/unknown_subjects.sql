-- One row per subject name that no synonym knows and only one class has.
-- title: Названия предметов, которые встретились один раз
-- severity: info
-- what: Такого названия нет среди известных, и стоит оно только у одного класса.
-- why: Если это опечатка или сокращение, предмет считается отдельно и не попадает в сравнение параллели.
-- fix: Если предмет у программы уже есть, добавьте это написание в настройках.
-- unit: название|названия|названий
-- column: subject Название
-- column: class_name Класс
-- column: school_year Учебный год
-- column: files_count Файлов count
-- link: subjects Добавить написание
-- order: subject
SELECT
    p.subject_raw AS subject,
    min(p.school_year) AS school_year,
    min(p.class_name) AS class_name,
    count(DISTINCT p.batch_id) AS files_count
FROM stg_parts AS p
INNER JOIN loaded_parts AS l ON p.batch_id = l.batch_id AND p.part_no = l.part_no
LEFT JOIN subject_aliases AS a ON l.subject_key = a.alias_key
WHERE a.alias_key IS NULL AND p.subject_raw <> ''
GROUP BY p.subject_raw
HAVING count(DISTINCT p.class_name) = 1

-- The first class of two middle grades in every school year.
SELECT school_year, min(class_name) AS class_name
FROM dim_class
WHERE grade IN (7, 8)
GROUP BY school_year, grade
ORDER BY school_year, grade

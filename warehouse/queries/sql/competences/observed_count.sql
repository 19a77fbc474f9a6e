-- How many lessons of the school were observed, of how many teachers: counts that anybody may know.
SELECT count(*) AS lessons_count, count(DISTINCT teacher_id) AS teachers_count
FROM observations

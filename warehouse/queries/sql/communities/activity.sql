-- One row per community × school year, by name and year.
SELECT a.*, c.community_name
FROM mart_community_activity AS a
INNER JOIN communities AS c ON a.community_id = c.community_id
ORDER BY c.community_name, a.community_id, a.school_year

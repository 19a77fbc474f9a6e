-- One row per community × month × kind of event, by name and month.
SELECT m.*, c.community_name
FROM mart_community_month AS m
INNER JOIN communities AS c ON m.community_id = c.community_id
ORDER BY c.community_name, m.community_id, m.month_on, m.kind

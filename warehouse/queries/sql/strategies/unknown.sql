-- One row per title of a self-analysis that is no strategy's name.
SELECT title, count(*) AS lines_count
FROM strategy_lines
WHERE strategy_id IS NULL
GROUP BY title
ORDER BY title

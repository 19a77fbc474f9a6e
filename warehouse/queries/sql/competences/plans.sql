-- One row per register of help × competence as it is written there: how many lines.
SELECT
    register,
    lower(competence) AS competence,
    count(*) AS lines_count
FROM staff_entries
WHERE register IN ('learning_routes', 'mentoring')
GROUP BY register, lower(competence)
ORDER BY register, competence

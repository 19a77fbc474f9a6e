-- One row per formula and version: how many lessons it was counted for, and for how many it has no number.
SELECT
    v.formula_id,
    v.version,
    count(DISTINCT CASE WHEN v.value IS NOT NULL THEN v.lesson_id END) AS counted_count,
    count(DISTINCT v.lesson_id) - count(DISTINCT CASE WHEN v.value IS NOT NULL THEN v.lesson_id END) AS refused_count
FROM lesson_formula_values AS v
GROUP BY v.formula_id, v.version
ORDER BY v.formula_id

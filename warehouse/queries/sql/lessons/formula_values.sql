-- One row per lesson of the list, coder and formula, with the version that was computed and its source.
SELECT
    v.lesson_id,
    v.coder,
    v.formula_id,
    v.version,
    f.name,
    f.expression,
    f.author,
    f.source,
    f.page,
    f.is_confirmed,
    v.value,
    v.refused
FROM lesson_formula_values AS v
INNER JOIN value_formulas AS f ON v.formula_id = f.formula_id
WHERE list_contains($lessons, v.lesson_id)
ORDER BY v.lesson_id, v.coder, f.name, v.formula_id

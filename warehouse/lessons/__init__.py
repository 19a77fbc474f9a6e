"""Lessons with their tasks: the taxonomy of tasks, the didactic value, agreement of coders, formulas.

Pure (no ledger, no database):
- `value.lesson_value(codes, targets=None) → Value | None`: N, n, N1..N5, p1..p5, high_pct, median_category,
  fit, variety, variety_capped, evenness, uncoded_count, `reasons` {part: code}; None: no task has a code.
  `codes` one a task: "2.5", "2" (category only) or ''. N counts the coded tasks.
  `code_of(printed) → "2.5" | "2" | ''`, `category_of(code)`, `is_type(code)`, `targets_are_right(targets)`.
- `agreement.agreement(first, second, texts=None) → Agreement`: both {no: code}; counts, percents, weighted
  κ with its reason where None, `disagreements` (no, text, code_a, code_b, distance).
- `expressions.parse`, `arithmetic.evaluate`, errors FormulaError (what, fix, position) ← NotInGrammar ← UnknownName,
  TooComplex; Uncomputable. `formulas.formula_value(expression, value)`, `tried(expression) → [Trial]`,
  `checked(payload)` (raises FormulaError, saves nothing), `letters_of(value)`.
- `taxonomy.categories() → [Category]`, `types_of(types, subject)`, `hints(text) → [Hint(category, opening)]`,
  `code_order(code)`.

Of the ledger (`until` an event, now by default):
- `taxonomy.taxonomy(ledger, until) → [TaskType]`, `taxonomy.aims(ledger, until) → [Aim]`;
- `formulas.formulas(ledger, until) → [Formula]`, `formulas.versions(ledger, formula_id)`.
"""

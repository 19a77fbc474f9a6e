-- One row per year of the roadmap: its base, the first day that counts and the measure date.
SELECT year, base, term_from, measured_on
FROM roadmap_measures
ORDER BY year

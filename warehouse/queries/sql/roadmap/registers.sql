-- One row per indicator and register that feeds it.
SELECT indicator_id, register, people, is_kept
FROM roadmap_registers
ORDER BY indicator_id, register

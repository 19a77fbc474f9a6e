-- One row per competence of the framework, in its order.
SELECT competence_id, competence_name, block_name
FROM competences
ORDER BY position

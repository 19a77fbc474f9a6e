"""The staff: registers of teachers as data, what people type into them, competences and observations."""

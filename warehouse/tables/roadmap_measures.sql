-- One row per year of the roadmap: how its facts are counted from the registers of the staff.
-- base: staff or teachers; term_from: the first day whose lines count; young_after: who came later is in the first years.
CREATE TABLE roadmap_measures (
    school_id VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    base VARCHAR NOT NULL,
    term_from DATE NOT NULL,
    measured_on DATE NOT NULL,
    young_after DATE NOT NULL,
    first_years INTEGER NOT NULL
);

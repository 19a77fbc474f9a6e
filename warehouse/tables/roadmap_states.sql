-- One row per register and state, in lower case, in which its line counts for the roadmap.
CREATE TABLE roadmap_states (
    register VARCHAR NOT NULL,
    status VARCHAR NOT NULL
);

-- One row per review of a project × criterion. kind is self, peer or expert; reviewer tells reviews of a kind apart:
-- a teacher's id, else the folded name of an expert. score is 0–3.
CREATE TABLE typed_project_reviews (
    school_id VARCHAR NOT NULL,
    line_key VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL,
    reviewer_id BIGINT,
    reviewed_on DATE,
    criterion_id VARCHAR NOT NULL,
    score INTEGER NOT NULL
);

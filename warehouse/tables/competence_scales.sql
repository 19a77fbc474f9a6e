-- One row per scale of a survey whose key names a competence of the framework.
CREATE TABLE competence_scales (
    survey_id VARCHAR NOT NULL,
    scale_id VARCHAR NOT NULL,
    competence_id VARCHAR NOT NULL
);

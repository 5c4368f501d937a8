-- What the optimizer learned of a plant, fit by fit.
CREATE TABLE model (
    site     text NOT NULL,
    fitted   timestamptz NOT NULL,
    body     jsonb NOT NULL,
    saved_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site, fitted)
);

-- Why a plan is as it is: effects with intervals, what binds, what would have been chosen otherwise.
ALTER TABLE plan ADD COLUMN explanation jsonb;

-- What each job that has ended took, from its first reading of the meters on.
CREATE TABLE job_cost (
    site         text NOT NULL,
    job_id       text NOT NULL,
    metered_from timestamptz NOT NULL,
    body         jsonb NOT NULL,
    saved_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site, job_id, metered_from)
);

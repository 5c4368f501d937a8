-- Which site of a fleet a job was given to. Written before the site is asked, so that whoever asks again, after a crash too, asks
-- the same site under the same name and no other one. The front of the fleet alone writes here.
CREATE TABLE fleet_decision (
    id           uuid PRIMARY KEY,
    job_id       text NOT NULL,
    client_key   text UNIQUE,
    request      text NOT NULL,
    site         text NOT NULL,
    sites        jsonb NOT NULL,
    placement_id text,
    made_at      timestamptz NOT NULL DEFAULT now(),
    ended_at     timestamptz
);
-- A job that has not ended belongs to one site, whoever decides.
CREATE UNIQUE INDEX fleet_decision_job ON fleet_decision (job_id) WHERE ended_at IS NULL;
CREATE INDEX fleet_decision_placement ON fleet_decision (site, placement_id);

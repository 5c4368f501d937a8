-- Replays that people ask for on the dashboard, and what the replayer made of them. The one table is the dashboard's, the others
-- are the replayer's: neither writes what the other has written.
CREATE TABLE replay_request (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site         text NOT NULL,
    requested_by text NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    source       text NOT NULL,
    from_time    timestamptz NOT NULL,
    to_time      timestamptz NOT NULL CHECK (to_time > from_time),
    policy       text NOT NULL,
    calibrate    boolean NOT NULL,
    cancelled_by text
);
CREATE INDEX replay_request_site ON replay_request (site, id DESC);

CREATE TABLE replay_run (
    request    bigint PRIMARY KEY,
    site       text NOT NULL,
    state      text NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'FORGOTTEN')),
    step       text NOT NULL DEFAULT '',
    share      double precision NOT NULL DEFAULT 0,
    attempts   integer NOT NULL DEFAULT 1,
    started_at timestamptz NOT NULL DEFAULT now(),
    touched_at timestamptz NOT NULL DEFAULT now(),
    ended_at   timestamptz,
    code       text NOT NULL DEFAULT '',
    problem    text NOT NULL DEFAULT '',
    result     json,
    report     text
);
CREATE INDEX replay_run_site ON replay_run (site, request DESC);

-- What was recorded and simulated of one point, for the charts.
CREATE TABLE replay_line (
    request bigint NOT NULL REFERENCES replay_run ON DELETE CASCADE,
    point   text NOT NULL,
    body    json NOT NULL,
    PRIMARY KEY (request, point)
);

-- When a replayer was there last, and what it can replay.
CREATE TABLE replayer (
    site    text PRIMARY KEY,
    seen_at timestamptz NOT NULL,
    sources jsonb NOT NULL
);

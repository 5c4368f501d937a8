-- Times of the plant are plant time; received_at, saved_at and changed_at are wall time.

CREATE TABLE point (
    id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site        text NOT NULL,
    name        text NOT NULL,              -- equipment/quantity
    equipment   text NOT NULL,
    quantity    text NOT NULL,
    brick_class text NOT NULL,
    unit        text NOT NULL,              -- UCUM
    source      text NOT NULL,
    period_s    integer NOT NULL,
    low         double precision NOT NULL,  -- plausible range of a reading
    high        double precision NOT NULL,
    write_min   double precision,           -- the operator's envelope where the point is writable
    write_max   double precision,
    UNIQUE (site, name)
);

CREATE TABLE reading (
    time        timestamptz NOT NULL,
    point_id    integer NOT NULL,
    value       double precision NOT NULL,
    quality     text,                       -- null: good
    received_at timestamptz NOT NULL
);

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN
        PERFORM create_hypertable('reading', by_range('time', INTERVAL '1 day'), create_default_indexes => false);
    ELSE
        CREATE INDEX reading_time ON reading USING brin (time);
    END IF;
END
$$;

CREATE INDEX reading_point_time ON reading (point_id, time DESC);

-- One row for each life of a source: all frames up to low are here, and those of ahead. De-duplication rests on it.
CREATE TABLE frame_position (
    site       text NOT NULL,
    source     text NOT NULL,
    boot       text NOT NULL,
    low        bigint NOT NULL,
    ahead      int8multirange NOT NULL,
    newest     timestamptz,                 -- of the readings stored
    hole_since timestamptz,                 -- the hole above low is at least as old as this
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (site, source, boot)
);

CREATE TABLE rejected_frame (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site        text NOT NULL,
    source      text NOT NULL,
    boot        text,                       -- null where the bytes are no frame
    seq         bigint,
    reason      text NOT NULL,              -- a code
    detail      text NOT NULL,
    samples     integer NOT NULL,           -- of the frame, refused for this reason; 0 where the bytes are no frame
    raw         bytea NOT NULL,
    received_at timestamptz NOT NULL
);
CREATE INDEX rejected_frame_site ON rejected_frame (site, received_at);

CREATE TABLE plan (
    site        text NOT NULL,
    id          text NOT NULL,
    cycle       timestamptz NOT NULL,
    horizon_end timestamptz NOT NULL,
    body        jsonb NOT NULL,
    saved_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site, id)
);
CREATE INDEX plan_cycle ON plan (site, cycle DESC, saved_at DESC);

CREATE TABLE control_epoch (
    site  text PRIMARY KEY,
    epoch bigint NOT NULL
);

CREATE TABLE command (
    site      text NOT NULL,
    epoch     bigint NOT NULL,
    seq       bigint NOT NULL,
    point     text NOT NULL,
    value     double precision NOT NULL,
    unit      text NOT NULL,
    issued_at timestamptz NOT NULL,
    not_after timestamptz NOT NULL,
    plan_id   text NOT NULL,
    reason    text NOT NULL,
    PRIMARY KEY (site, epoch, seq)
);
CREATE INDEX command_issued ON command (site, issued_at DESC);

-- The first answer of each kind to a command. It may arrive before the command is stored.
CREATE TABLE acknowledgement (
    site        text NOT NULL,
    epoch       bigint NOT NULL,
    seq         bigint NOT NULL,
    status      text NOT NULL,
    point       text NOT NULL,
    applied     double precision,
    measured_at timestamptz NOT NULL,
    PRIMARY KEY (site, epoch, seq, status)
);

-- Set-points of plans that the verifier refused to send.
CREATE TABLE rejected_setpoint (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site    text NOT NULL,
    time    timestamptz NOT NULL,
    plan_id text NOT NULL,
    point   text NOT NULL,
    value   double precision NOT NULL,
    reason  text NOT NULL
);
CREATE INDEX rejected_setpoint_site ON rejected_setpoint (site, time DESC);

CREATE TABLE mode_change (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site       text NOT NULL,
    mode       text NOT NULL,
    principal  text NOT NULL,
    reason     text NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX mode_change_site ON mode_change (site, id DESC);

-- Jobs that a scheduler asked about.
CREATE TABLE workload (
    site     text NOT NULL,
    job_id   text NOT NULL,
    request  jsonb NOT NULL,
    earliest timestamptz NOT NULL,
    saved_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site, job_id)
);

CREATE TABLE placement (
    site         text NOT NULL,
    placement_id text NOT NULL,
    job_id       text NOT NULL,
    state        text NOT NULL,
    generation   bigint NOT NULL,
    placed       boolean NOT NULL,          -- has had nodes at least once
    started      boolean NOT NULL,
    ended        boolean NOT NULL,
    body         jsonb NOT NULL,
    saved_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site, placement_id),
    FOREIGN KEY (site, job_id) REFERENCES workload
);
CREATE INDEX placement_open ON placement (site, saved_at) WHERE NOT ended AND state IN ('PLACED', 'DEFERRED');
CREATE INDEX placement_job ON placement (site, job_id);

CREATE TABLE placement_event (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site         text NOT NULL,
    placement_id text NOT NULL,
    type         text NOT NULL,
    at           timestamptz NOT NULL
);
CREATE INDEX placement_event_placement ON placement_event (site, placement_id);

CREATE TABLE idempotency (
    site         text NOT NULL,
    key          text NOT NULL,
    placement_id text NOT NULL,
    saved_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site, key)
);

-- The stable interface for people, Grafana and Python.
CREATE VIEW v_reading_1m AS
SELECT p.site, p.name AS point, p.unit, date_trunc('minute', r.time) AS minute,
       min(r.value) AS min, max(r.value) AS max, avg(r.value) AS mean, count(*) AS samples
FROM reading r JOIN point p ON p.id = r.point_id
WHERE r.quality IS NULL
GROUP BY p.site, p.name, p.unit, date_trunc('minute', r.time);

-- Energy by meter and hour: from the first count of the hour to the first of the next, or to the last there is.
CREATE VIEW v_energy_hour AS
SELECT site, equipment AS meter, hour,
       coalesce(lead(first_count) OVER (PARTITION BY site, equipment ORDER BY hour), last_count) - first_count AS kwh
FROM (SELECT p.site, p.equipment, date_trunc('hour', r.time) AS hour,
             min(r.value) AS first_count, max(r.value) AS last_count
      FROM reading r JOIN point p ON p.id = r.point_id
      WHERE p.quantity = 'active-energy' AND r.quality IS NULL
      GROUP BY p.site, p.equipment, date_trunc('hour', r.time)) AS counted;

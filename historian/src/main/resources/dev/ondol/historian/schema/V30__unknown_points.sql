-- Points that frames carry and the site does not know: listed here, their readings held, until a person decides.

CREATE TABLE unknown_point (
    site       text NOT NULL,
    name       text NOT NULL,               -- as it came
    state      text NOT NULL CHECK (state IN ('unknown', 'dismissed', 'accepted')),
    source     text NOT NULL,               -- whose frames carried it last
    first_seen timestamptz,                 -- plant time; null where it was decided about before it came
    last_seen  timestamptz,
    samples    bigint NOT NULL DEFAULT 0,   -- that came while it was not accepted
    held       bigint NOT NULL DEFAULT 0,   -- of those, in held_sample
    let_go     bigint NOT NULL DEFAULT 0,   -- of those, given up: older than the newest that are held, or dismissed
    last_value double precision,
    example    text,                        -- the first reading with its frame, as JSON
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site, name)
) WITH (fillfactor = 70);

CREATE TABLE held_sample (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site        text NOT NULL,
    name        text NOT NULL,
    time        timestamptz NOT NULL,
    value       double precision NOT NULL,  -- as it came
    quality     text,
    received_at timestamptz NOT NULL,
    numbered    boolean NOT NULL            -- false: without a sequence number, it may be here more than once
);
CREATE INDEX held_sample_name ON held_sample (site, name, time, id);

-- One row a site. Whoever changes the tables above locks it first.
CREATE TABLE point_discovery (
    site     text PRIMARY KEY,
    unlisted bigint NOT NULL                -- readings let go because the list of names was full
) WITH (fillfactor = 50);

-- What others call a point: ours = theirs * factor + shift.
CREATE TABLE point_alias (
    site        text NOT NULL,
    name        text NOT NULL,
    point_id    integer NOT NULL REFERENCES point,
    factor      double precision NOT NULL CHECK (factor <> 0),
    shift       double precision NOT NULL,
    accepted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site, name)
);

CREATE VIEW v_unknown_point AS
SELECT site, name, state, source, first_seen, last_seen, samples, held, let_go, last_value, example
FROM unknown_point WHERE state <> 'accepted';

CREATE VIEW v_external_name AS
SELECT a.site, a.name AS external_name, p.name AS point, p.unit, a.factor, a.shift
FROM point_alias a JOIN point p ON p.id = a.point_id;

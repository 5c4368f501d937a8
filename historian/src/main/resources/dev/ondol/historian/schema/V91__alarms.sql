-- Every alarm that was ever raised, as it is or as it ended. Times are wall time in milliseconds, as in the body.
CREATE TABLE alarm (
    site        text NOT NULL,
    id          text NOT NULL,
    definition  text NOT NULL,
    source      text NOT NULL,
    priority    text NOT NULL,
    raised_wall bigint NOT NULL,
    ended_wall  bigint,                     -- null while it is on the list
    body        jsonb NOT NULL,
    PRIMARY KEY (site, id)
);
CREATE INDEX alarm_raised ON alarm (site, raised_wall DESC, id DESC);
CREATE INDEX alarm_open ON alarm (site) WHERE ended_wall IS NULL;

-- What people of one shift tell the next. Nothing is changed; a correction is another entry.
CREATE TABLE shift_log (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site      text NOT NULL,
    key       text NOT NULL,                -- of the act, so that it is kept once
    wall      bigint NOT NULL,
    plant     bigint NOT NULL,
    principal text NOT NULL,
    kind      text NOT NULL,
    text      text NOT NULL,
    about     text,
    UNIQUE (site, key)
);
CREATE INDEX shift_log_site ON shift_log (site, id DESC);

-- The ladder: what each zone may do at most, as people chose last.
CREATE TABLE zone_level (
    site       text NOT NULL,
    zone       text NOT NULL,
    level      text NOT NULL,
    principal  text NOT NULL,
    changed_at bigint NOT NULL,             -- wall time in milliseconds
    PRIMARY KEY (site, zone)
);

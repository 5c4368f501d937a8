-- What operators do by hand: requests as they came, units out of service, and a copy of the overrides that the plant holds.
CREATE TABLE intervention (
    site      text NOT NULL,
    request   text NOT NULL,
    action    text NOT NULL,
    target    text NOT NULL,
    value     double precision,
    seconds   bigint,
    principal text NOT NULL,
    reason    text NOT NULL,
    code      text NOT NULL,
    asked_at  timestamptz NOT NULL,
    PRIMARY KEY (site, request)
);
CREATE INDEX intervention_asked ON intervention (site, asked_at DESC);

CREATE TABLE unit_lockout (
    site      text NOT NULL,
    unit      text NOT NULL,
    request   text NOT NULL,
    principal text NOT NULL,
    reason    text NOT NULL,
    since     timestamptz NOT NULL,
    PRIMARY KEY (site, unit)
);

CREATE TABLE setpoint_override (
    site      text NOT NULL,
    point     text NOT NULL,
    request   text NOT NULL,
    value     double precision NOT NULL,
    principal text NOT NULL,
    reason    text NOT NULL,
    since     timestamptz NOT NULL,
    until     timestamptz,
    PRIMARY KEY (site, point)
);

-- One row a site: writers of readings without a sequence number take turns by its lock.
CREATE TABLE slow_lane (
    site  text PRIMARY KEY,
    turns bigint NOT NULL
) WITH (fillfactor = 50);

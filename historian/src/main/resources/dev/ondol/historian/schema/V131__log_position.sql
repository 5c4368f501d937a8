-- How far a log between broker and database is stored, by partition: moved in the transaction that stores what was read of it. The
-- log is known by its id, not by its name: one that was made anew under the same name begins at 0.
CREATE TABLE log_position (
    site        text NOT NULL,
    log_id      uuid NOT NULL,
    partition   integer NOT NULL,
    name        text NOT NULL,
    next_offset bigint NOT NULL CHECK (next_offset >= 0),
    changed_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site, log_id, partition)
) WITH (fillfactor = 50);

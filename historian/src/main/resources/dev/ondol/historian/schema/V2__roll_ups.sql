-- Roll-ups of good readings: 1 min, 10 min, 1 h. A reading that is not good counts nowhere; a span that has only such
-- readings is absent, like one that has none.

-- What was stored and is not rolled up yet, one row for each hour that a batch touched. Rows are only added and taken away,
-- never shared, so that no writer waits for another.
CREATE TABLE reading_change (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    low  timestamptz NOT NULL,              -- earliest reading
    high timestamptz NOT NULL               -- latest reading
);

-- Newest good reading of each point among those that are rolled up.
CREATE TABLE last_value (
    point_id integer PRIMARY KEY,
    time     timestamptz NOT NULL,
    value    double precision NOT NULL
) WITH (fillfactor = 50);

-- From when on a table is still kept; no row: all of it is.
CREATE TABLE kept (
    what      text PRIMARY KEY,             -- reading, rollup_1m, rollup_10m, rollup_1h
    from_time timestamptz NOT NULL
);

-- Rolling up the newest minutes must not read a day. The ranges of the newest pages are summarised as they fill.
CREATE INDEX IF NOT EXISTS reading_time ON reading USING brin (time);

DO $$
DECLARE
    timescale boolean := EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb');
    full_edition boolean := timescale AND coalesce(current_setting('timescaledb.license', true), 'apache') = 'timescale';
    rollup record;
BEGIN
    FOR rollup IN SELECT * FROM (VALUES ('rollup_1m', 'reading', '1 minute', '7 days'),
                                        ('rollup_10m', 'rollup_1m', '10 minutes', '28 days'),
                                        ('rollup_1h', 'rollup_10m', '1 hour', '182 days'))
                                AS r (name, finer, width, chunk) LOOP
        IF full_edition AND rollup.finer = 'reading' THEN
            EXECUTE format(
                'CREATE MATERIALIZED VIEW %I WITH (timescaledb.continuous, timescaledb.materialized_only = true) AS
                 SELECT time_bucket(%L::interval, time) AS bucket, point_id, count(*)::integer AS count,
                        first(value, time) AS first, last(value, time) AS last, min(value) AS min, max(value) AS max,
                        sum(value) AS sum
                 FROM reading WHERE quality IS NULL GROUP BY 1, 2 WITH NO DATA', rollup.name, rollup.width);
        ELSIF full_edition THEN
            EXECUTE format(
                'CREATE MATERIALIZED VIEW %I WITH (timescaledb.continuous, timescaledb.materialized_only = true) AS
                 SELECT time_bucket(%L::interval, bucket) AS bucket, point_id, sum(count)::integer AS count,
                        first(first, bucket) AS first, last(last, bucket) AS last, min(min) AS min, max(max) AS max,
                        sum(sum) AS sum
                 FROM %I GROUP BY 1, 2 WITH NO DATA', rollup.name, rollup.width, rollup.finer);
        ELSE
            EXECUTE format(
                'CREATE TABLE %I (
                     bucket   timestamptz NOT NULL,
                     first    double precision NOT NULL,
                     last     double precision NOT NULL,
                     min      double precision NOT NULL,
                     max      double precision NOT NULL,
                     sum      double precision NOT NULL,
                     point_id integer NOT NULL,
                     count    integer NOT NULL,
                     PRIMARY KEY (point_id, bucket))', rollup.name);
            IF timescale THEN
                PERFORM create_hypertable(rollup.name::regclass, by_range('bucket', rollup.chunk::interval),
                    create_default_indexes => false);
            END IF;
            EXECUTE format('CREATE INDEX %I ON %I USING brin (bucket)', rollup.name || '_time', rollup.name);
        END IF;
    END LOOP;
END
$$;

-- What is stored already is rolled up like what comes.
INSERT INTO reading_change (low, high)
SELECT hour, hour + interval '1 hour' - interval '1 millisecond'
FROM (SELECT min(time) AS first, max(time) AS last FROM reading) AS stored,
     generate_series(date_trunc('hour', first, 'UTC'), last, interval '1 hour') AS hour
WHERE EXISTS (SELECT FROM reading WHERE time >= hour AND time < hour + interval '1 hour');

-- The stable interface for people, Grafana and Python: docs/sql-views.md. Roll-ups are as of their last upkeep, seconds ago.
DROP VIEW v_reading_1m;
DROP VIEW v_energy_hour;

CREATE VIEW v_point AS
SELECT site, name AS point, equipment, quantity, brick_class, unit, source, period_s, low, high, write_min, write_max
FROM point;

CREATE VIEW v_reading AS
SELECT p.site, p.name AS point, p.equipment, p.quantity, p.unit, r.time, r.value, coalesce(r.quality, 'good') AS quality,
       r.received_at
FROM reading r JOIN point p ON p.id = r.point_id;

CREATE VIEW v_reading_1m AS
SELECT p.site, p.name AS point, p.equipment, p.quantity, p.unit, r.bucket AS time, r.first, r.last, r.min, r.max,
       r.sum / r.count AS mean, r.count AS samples
FROM rollup_1m r JOIN point p ON p.id = r.point_id;

CREATE VIEW v_reading_10m AS
SELECT p.site, p.name AS point, p.equipment, p.quantity, p.unit, r.bucket AS time, r.first, r.last, r.min, r.max,
       r.sum / r.count AS mean, r.count AS samples
FROM rollup_10m r JOIN point p ON p.id = r.point_id;

CREATE VIEW v_reading_1h AS
SELECT p.site, p.name AS point, p.equipment, p.quantity, p.unit, r.bucket AS time, r.first, r.last, r.min, r.max,
       r.sum / r.count AS mean, r.count AS samples
FROM rollup_1h r JOIN point p ON p.id = r.point_id;

CREATE VIEW v_last_value AS
SELECT p.site, p.name AS point, p.equipment, p.quantity, p.unit, l.time, l.value
FROM last_value l JOIN point p ON p.id = l.point_id;

-- Energy by meter and hour: from the first count of the hour to the first count of the next hour that has one, or to the
-- last count there is. hours says how many hours that is: more than 1 where the next hours have no count. Null where the
-- counter went back.
CREATE VIEW v_energy_hour AS
SELECT site, equipment AS meter, bucket AS hour,
       CASE WHEN next_first >= first THEN next_first - first
            WHEN last >= first THEN last - first END AS kwh,
       coalesce(extract(epoch FROM next_bucket - bucket)::integer / 3600, 1) AS hours
FROM (SELECT p.site, p.equipment, r.bucket, r.first, r.last,
             lead(r.first) OVER w AS next_first, lead(r.bucket) OVER w AS next_bucket
      FROM rollup_1h r JOIN point p ON p.id = r.point_id
      WHERE p.quantity = 'active-energy'
      WINDOW w AS (PARTITION BY r.point_id ORDER BY r.bucket)) AS counted;

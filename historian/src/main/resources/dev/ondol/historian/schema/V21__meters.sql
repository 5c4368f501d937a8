-- Counts after which a meter starts again at 0, where that is known.
ALTER TABLE point ADD COLUMN counter_modulus double precision CHECK (counter_modulus > 0);

-- What a counter has counted from one count to a later one; never negative. Readings are kept as they come.
--   it went up             the difference
--   it wrapped             the way over its modulus, where that is known and the way shorter than half of it
--   it was reset           what it shows, where that is less than half of what it showed: what it counted before is not known
--   it went down a little  nothing: a trembling reading, not a counter that ran backwards
CREATE FUNCTION meter_increase(before double precision, after double precision, modulus double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN after >= before THEN after - before
        WHEN before <= modulus AND modulus - before + after < modulus / 2 THEN modulus - before + after
        WHEN after < before / 2 THEN after
        ELSE 0
    END
$$;

-- Energy by meter and hour: from the first count of the hour to the first count of the next hour that has one, or to the
-- last count there is. hours says how many hours that is: more than 1 where the next hours have no count. A counter that
-- began anew within the hour went from its first count to its highest, over its end to its lowest, and on from there; one
-- that began anew after the hour went to its highest and over its end.
CREATE OR REPLACE VIEW v_energy_hour AS
SELECT site, equipment AS meter, bucket AS hour,
       CASE WHEN min < first AND min < max / 2
            THEN (max - first) + meter_increase(max, min, counter_modulus) + meter_increase(min, next_count, counter_modulus)
            WHEN next_count >= first THEN next_count - first
            ELSE (max - first) + meter_increase(max, next_count, counter_modulus) END AS kwh,
       coalesce(extract(epoch FROM next_bucket - bucket)::integer / 3600, 1) AS hours
FROM (SELECT p.site, p.equipment, p.counter_modulus, r.bucket, r.first, r.min, r.max,
             coalesce(lead(r.first) OVER w, r.last) AS next_count, lead(r.bucket) OVER w AS next_bucket
      FROM rollup_1h r JOIN point p ON p.id = r.point_id
      WHERE p.quantity = 'active-energy'
      WINDOW w AS (PARTITION BY r.point_id ORDER BY r.bucket)) AS counted;

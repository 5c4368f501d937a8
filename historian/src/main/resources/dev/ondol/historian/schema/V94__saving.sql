-- What measurements on the live site showed, evaluation by evaluation: never an expectation, never a simulation.
CREATE TABLE saving (
    site          text NOT NULL,
    meter         text NOT NULL,
    evaluated_at  timestamptz NOT NULL DEFAULT now(),
    from_day      date NOT NULL,
    to_day        date NOT NULL CHECK (to_day >= from_day),
    ondol_days    integer NOT NULL,
    baseline_days integer NOT NULL,
    percent       double precision NOT NULL,
    low           double precision NOT NULL,
    high          double precision NOT NULL CHECK (low <= percent AND percent <= high),
    saved_kwh     double precision NOT NULL,
    body          jsonb NOT NULL,
    PRIMARY KEY (site, meter, evaluated_at)
);

CREATE VIEW v_saving AS
SELECT site, meter, evaluated_at, from_day, to_day, ondol_days, baseline_days, percent, low, high,
       (low > 0 OR high < 0) AS significant, saved_kwh
FROM saving;

-- A role that may read the views of docs/sql-views.md and nothing else. Give it a password: ALTER ROLE ondol_reader PASSWORD '...';
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ondol_reader') THEN
        CREATE ROLE ondol_reader LOGIN;
    END IF;
END
$$;
GRANT USAGE ON SCHEMA public TO ondol_reader;
GRANT SELECT ON v_point, v_reading, v_reading_1m, v_reading_10m, v_reading_1h, v_last_value, v_energy_hour, v_unknown_point,
    v_external_name, v_saving TO ondol_reader;

-- What each process may do in the database; carried out by whoever owns the tables, after each change of them. The roles have no
-- log-in until somebody gives them one: docs/security.md. An owner that may not make roles leaves them out, and all is as before.
DO $$
DECLARE
    module text;
    nobody text[] := ARRAY['account', 'machine_token'];
    name text;
BEGIN
    FOREACH module IN ARRAY ARRAY['ondol_ingest', 'ondol_optimize', 'ondol_control', 'ondol_dashboard', 'ondol_replayer',
        'ondol_fleet'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = module) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', module);
            EXCEPTION
                WHEN insufficient_privilege THEN
                    RETURN;
                WHEN duplicate_object OR unique_violation THEN
                    NULL; -- another database of this server was faster
            END;
        END IF;
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), module);
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %I', current_schema(), module);
        EXECUTE format('GRANT SELECT ON schema_history TO %I', module);
        IF module NOT IN ('ondol_ingest', 'ondol_fleet') THEN
            EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO %I', current_schema(), module);
            IF module <> 'ondol_dashboard' THEN
                FOREACH name IN ARRAY nobody LOOP
                    EXECUTE format('REVOKE SELECT ON %I FROM %I', name, module);
                END LOOP;
            END IF;
        END IF;
    END LOOP;

    -- Telemetry comes in by ingest alone. It takes nothing away but what ages, and that by a function.
    GRANT SELECT, INSERT ON reading, rejected_frame TO ondol_ingest;
    GRANT SELECT, INSERT, UPDATE ON point, frame_position, log_position, slow_lane, last_value, kept, unknown_point,
        point_discovery TO ondol_ingest;
    GRANT SELECT, INSERT, DELETE ON reading_change, held_sample TO ondol_ingest;
    GRANT SELECT, INSERT, UPDATE ON point_alias TO ondol_ingest;
    FOREACH name IN ARRAY ARRAY['rollup_1m', 'rollup_10m', 'rollup_1h'] LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO ondol_ingest', name);
    END LOOP;
    GRANT EXECUTE ON FUNCTION drop_before(text, timestamptz, boolean), summarise_new_pages() TO ondol_ingest;

    GRANT INSERT, UPDATE ON plan, model, job_cost, workload, placement, placement_explanation, node_registration,
        optimizer_lease TO ondol_optimize;
    GRANT INSERT ON placement_event, idempotency TO ondol_optimize;

    -- Commands and the audit log are control's; what is written there stays.
    GRANT INSERT ON command, acknowledgement, rejected_setpoint, mode_change, intervention, audit TO ondol_control;
    GRANT INSERT, UPDATE ON control_lease, audit_head, alarm, shift_log, zone_level TO ondol_control;
    GRANT INSERT, DELETE ON unit_lockout, setpoint_override TO ondol_control;

    -- The dashboard writes accounts, tokens and what people want replayed, and nothing else.
    GRANT INSERT, UPDATE, DELETE ON account, machine_token TO ondol_dashboard;
    GRANT INSERT (site, requested_by, source, from_time, to_time, policy, calibrate, plan_at, plant, kept_as),
        UPDATE (cancelled_by)
        ON replay_request TO ondol_dashboard;

    -- The replayer reads the past and writes what it made of it. It cannot command.
    GRANT INSERT, UPDATE ON replay_run, replayer TO ondol_replayer;
    GRANT INSERT, DELETE ON replay_line TO ondol_replayer;

    -- The front of a fleet remembers where jobs went, and sees nothing of the site whose database it is.
    GRANT SELECT, INSERT, UPDATE, DELETE ON fleet_decision TO ondol_fleet;
END
$$;

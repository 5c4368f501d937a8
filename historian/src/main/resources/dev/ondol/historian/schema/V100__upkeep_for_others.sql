-- What only the owner of a table may do, for ingest, which does not own them. Each does one thing within what upkeep may drop.
DO $$
BEGIN
    EXECUTE format($f$
        CREATE FUNCTION drop_before(what text, before timestamptz, chunks boolean) RETURNS void LANGUAGE plpgsql
            SECURITY DEFINER SET search_path = %1$I, pg_temp AS $body$
        BEGIN
            IF what NOT IN ('reading', 'rollup_1m', 'rollup_10m', 'rollup_1h') THEN
                RAISE EXCEPTION 'The table %% is not one that ages.', what USING ERRCODE = 'insufficient_privilege';
            END IF;
            IF chunks THEN
                PERFORM drop_chunks(what::regclass, older_than => before);
            ELSE
                EXECUTE format('DELETE FROM %%I WHERE %%I < $1', what, CASE what WHEN 'reading' THEN 'time' ELSE 'bucket' END)
                    USING before;
            END IF;
        END
        $body$
        $f$, current_schema());
    EXECUTE format($f$
        CREATE FUNCTION summarise_new_pages() RETURNS void LANGUAGE plpgsql
            SECURITY DEFINER SET search_path = %1$I, pg_temp AS $body$
        BEGIN
            PERFORM brin_summarize_new_values(i.indexrelid) FROM pg_index i
            JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
            WHERE a.amname = 'brin' AND c.relkind = 'i' AND pg_get_userbyid(c.relowner) = current_user;
        END
        $body$
        $f$, current_schema());
END
$$;
REVOKE EXECUTE ON FUNCTION drop_before(text, timestamptz, boolean), summarise_new_pages() FROM PUBLIC;

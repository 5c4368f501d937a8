-- What was done, for ever: each row carries the hash of the row before, and its own over that and its body. The columns behind
-- the body are derived from it, so that nothing can be changed beside it.
CREATE TABLE audit (
    site      text NOT NULL,
    seq       bigint NOT NULL,
    previous  text NOT NULL,
    hash      text NOT NULL,
    body      text NOT NULL,               -- canonical JSON, byte for byte as it was hashed
    key       text NOT NULL GENERATED ALWAYS AS (body::jsonb ->> 'key') STORED,
    kind      text NOT NULL GENERATED ALWAYS AS (body::jsonb ->> 'kind') STORED,
    principal text NOT NULL GENERATED ALWAYS AS (body::jsonb ->> 'principal') STORED,
    subject   text NOT NULL GENERATED ALWAYS AS (body::jsonb ->> 'subject') STORED,
    wall      bigint NOT NULL GENERATED ALWAYS AS ((body::jsonb ->> 'wall')::bigint) STORED,
    PRIMARY KEY (site, seq),
    UNIQUE (site, key)
);
CREATE INDEX audit_wall ON audit (site, wall);

-- The newest row, once more: writers take turns on it, and it shows where the end was cut off.
CREATE TABLE audit_head (
    site text PRIMARY KEY,
    seq  bigint NOT NULL,
    hash text NOT NULL
);

-- Rows are added and never touched again. Whoever owns the table can take this away, and is then found out by the chain.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit log takes no %.', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM PUBLIC, CURRENT_USER;

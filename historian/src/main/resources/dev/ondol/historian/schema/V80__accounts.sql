-- People who may sign in to the dashboards of this database. The password is kept as a salted, slow hash only.
CREATE TABLE account (
    name     text PRIMARY KEY,
    role     text NOT NULL,
    password text NOT NULL,
    made_at  timestamptz NOT NULL DEFAULT now()
);

-- Programs that may ask. The secret is kept as its SHA-256 only: it has 256 bits of chance, so no slow hash is needed.
CREATE TABLE machine_token (
    id      text PRIMARY KEY,
    label   text NOT NULL,
    role    text NOT NULL,
    sha256  bytea NOT NULL CHECK (length(sha256) = 32),
    made_by text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now()
);

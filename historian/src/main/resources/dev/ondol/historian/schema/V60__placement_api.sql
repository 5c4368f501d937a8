-- Why a placement is as it is, by generation: what there was to choose from, and what was passed over.
CREATE TABLE placement_explanation (
    site         text NOT NULL,
    placement_id text NOT NULL,
    generation   bigint NOT NULL,
    body         jsonb NOT NULL,
    saved_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site, placement_id, generation)
);

-- What the scheduler said last of each node.
CREATE TABLE node_registration (
    site     text NOT NULL,
    node     text NOT NULL,
    body     jsonb NOT NULL,
    saved_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site, node)
);

CREATE INDEX idempotency_newest ON idempotency (site, saved_at DESC);

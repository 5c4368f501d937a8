-- Which process plans a site: one at a time. Times are this server's own.
CREATE TABLE optimizer_lease (
    site    text PRIMARY KEY,
    owner   text NOT NULL,
    epoch   bigint NOT NULL,
    expires timestamptz NOT NULL
);

-- Who commands a site: one control at a time, in an epoch above all earlier ones. Times are this server's own.
ALTER TABLE control_epoch RENAME TO control_lease;
ALTER TABLE control_lease ADD COLUMN owner text NOT NULL DEFAULT '';
ALTER TABLE control_lease ADD COLUMN expires timestamptz NOT NULL DEFAULT '-infinity';

-- A replay may ask for one plan instead of a comparison, change the plant, and be kept by a name; and the replayer tells which
-- simulated scenarios are kept in its folder, with their figures.
ALTER TABLE replay_request ADD COLUMN plan_at timestamptz, ADD COLUMN plant text, ADD COLUMN kept_as text;
CREATE INDEX replay_request_kept ON replay_request (site, kept_as, id DESC) WHERE kept_as IS NOT NULL;
ALTER TABLE replayer ADD COLUMN scenarios jsonb NOT NULL DEFAULT '[]';

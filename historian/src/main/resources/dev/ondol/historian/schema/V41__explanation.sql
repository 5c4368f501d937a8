-- Why a plan is as it is: effects with intervals, what binds, what would have been chosen otherwise.
ALTER TABLE plan ADD COLUMN explanation jsonb;

-- A placement that is to leave is open as well.
DROP INDEX placement_open;
CREATE INDEX placement_open ON placement (site, saved_at)
    WHERE NOT ended AND state IN ('PLACED', 'DEFERRED', 'EVICTING');

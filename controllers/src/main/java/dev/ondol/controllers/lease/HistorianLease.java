package dev.ondol.controllers.lease;

import dev.ondol.historian.Historian;
import dev.ondol.historian.control.LeaseStore;
import dev.ondol.historian.control.LeaseStore.Holder;
import dev.ondol.historian.control.LeaseStore.Leased;
import java.time.Duration;
import java.util.OptionalLong;

/// The lease of one site in the historian.
public final class HistorianLease implements LeaseRecords {
    private final LeaseStore store;

    public HistorianLease(Historian historian, String site) {
        store = historian.lease(Leased.CONTROL, site);
    }

    @Override
    public Answer take(String owner, long above, Duration length) {
        OptionalLong epoch = store.take(owner, above, length);
        return epoch.isPresent() ? new Answer.Granted(epoch.getAsLong()) : new Answer.Held(store.holder().owner());
    }

    @Override
    public Answer renew(String owner, long epoch, Duration length) {
        return store.renew(new Holder(owner, epoch), length)
                ? new Answer.Renewed()
                : new Answer.Held(store.holder().owner());
    }

    @Override
    public void release(String owner, long epoch) {
        store.release(new Holder(owner, epoch));
    }
}

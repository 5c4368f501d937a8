package dev.ondol.dashboards;

import dev.ondol.dashboards.http.Archive.Unavailable;
import dev.ondol.dashboards.http.ReplayDesk;
import dev.ondol.historian.HistorianUnavailable;
import dev.ondol.historian.replay.ReplayRequest;
import dev.ondol.historian.replay.ReplayRun;
import dev.ondol.historian.replay.ReplayStore;
import dev.ondol.historian.replay.ReplayStore.Kept;
import dev.ondol.historian.replay.ReplayStore.Seen;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Replays are asked for and found in the historian.
final class HistorianReplays implements ReplayDesk {
    private final ReplayStore store;

    HistorianReplays(ReplayStore store) {
        this.store = store;
    }

    private static <T> T asked(Supplier<T> work) throws Unavailable {
        try {
            return work.get();
        } catch (HistorianUnavailable e) {
            throw new Unavailable("The historian does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Long> ask(String requestedBy, ReplayRequest request, int most) throws Unavailable {
        return asked(() -> store.ask(requestedBy, request, most));
    }

    @Override
    public void cancel(long id, String by) throws Unavailable {
        asked(() -> {
            store.cancel(id, by);
            return id;
        });
    }

    @Override
    public Optional<ReplayRun> run(long id) throws Unavailable {
        return asked(() -> store.run(id));
    }

    @Override
    public List<ReplayRun> newest(int limit) throws Unavailable {
        return asked(() -> store.newest(limit));
    }

    @Override
    public Optional<String> result(long id) throws Unavailable {
        return asked(() -> store.result(id));
    }

    @Override
    public Optional<String> report(long id) throws Unavailable {
        return asked(() -> store.report(id));
    }

    @Override
    public List<String> points(long id) throws Unavailable {
        return asked(() -> store.points(id));
    }

    @Override
    public Optional<String> line(long id, String point) throws Unavailable {
        return asked(() -> store.line(id, point));
    }

    @Override
    public List<Kept> kept(int limit) throws Unavailable {
        return asked(() -> store.kept(limit));
    }

    @Override
    public Optional<Seen> seen() throws Unavailable {
        return asked(store::seen);
    }
}

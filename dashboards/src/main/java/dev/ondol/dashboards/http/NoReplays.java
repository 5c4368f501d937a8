package dev.ondol.dashboards.http;

import dev.ondol.historian.replay.ReplayRequest;
import dev.ondol.historian.replay.ReplayRun;
import dev.ondol.historian.replay.ReplayStore.Kept;
import dev.ondol.historian.replay.ReplayStore.Seen;
import java.util.List;
import java.util.Optional;

/// A desk at which nobody has asked for a replay, and too many always wait: for servers without a historian.
public class NoReplays implements ReplayDesk {
    @Override
    public Optional<Long> ask(String requestedBy, ReplayRequest request, int most) {
        return Optional.empty();
    }

    @Override
    public void cancel(long id, String by) {}

    @Override
    public Optional<ReplayRun> run(long id) {
        return Optional.empty();
    }

    @Override
    public List<ReplayRun> newest(int limit) {
        return List.of();
    }

    @Override
    public Optional<String> result(long id) {
        return Optional.empty();
    }

    @Override
    public Optional<String> report(long id) {
        return Optional.empty();
    }

    @Override
    public List<String> points(long id) {
        return List.of();
    }

    @Override
    public Optional<String> line(long id, String point) {
        return Optional.empty();
    }

    @Override
    public List<Kept> kept(int limit) {
        return List.of();
    }

    @Override
    public Optional<Seen> seen() {
        return Optional.empty();
    }
}

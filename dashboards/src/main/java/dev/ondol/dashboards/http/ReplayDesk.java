package dev.ondol.dashboards.http;

import dev.ondol.dashboards.http.Archive.Unavailable;
import dev.ondol.historian.replay.ReplayRequest;
import dev.ondol.historian.replay.ReplayRun;
import dev.ondol.historian.replay.ReplayStore.Kept;
import dev.ondol.historian.replay.ReplayStore.Seen;
import java.util.List;
import java.util.Optional;

/// Where the pages ask for replays and find what came of them. Calls block: virtual threads only.
public interface ReplayDesk {
    /// Asks for one; empty where so many wait already.
    Optional<Long> ask(String requestedBy, ReplayRequest request, int most) throws Unavailable;

    /// Says that one is not wanted any more.
    void cancel(long id, String by) throws Unavailable;

    Optional<ReplayRun> run(long id) throws Unavailable;

    /// The newest first.
    List<ReplayRun> newest(int limit) throws Unavailable;

    /// What one found, as JSON.
    Optional<String> result(long id) throws Unavailable;

    /// A page about it.
    Optional<String> report(long id) throws Unavailable;

    /// Points of which there are lines.
    List<String> points(long id) throws Unavailable;

    /// What was recorded and simulated of a point, as JSON.
    Optional<String> line(long id, String point) throws Unavailable;

    /// The newest result of each name, in alphabetical order.
    List<Kept> kept(int limit) throws Unavailable;

    /// Whoever carries replays out, as far as it was ever there.
    Optional<Seen> seen() throws Unavailable;
}

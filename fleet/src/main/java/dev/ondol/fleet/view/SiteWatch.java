package dev.ondol.fleet.view;

import dev.ondol.fleet.site.Said;
import dev.ondol.fleet.site.SiteLine;
import dev.ondol.fleet.view.SiteRow.Now;
import dev.ondol.fleet.view.SiteRow.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks each site every few seconds how it is, on a thread for each, so that one that is away holds nobody up. Thread-safe.
public final class SiteWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SiteWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    /// Wall time after which what a site said last is no account of it any more, milliseconds.
    private static final long TOO_OLD_MS = 60_000;

    private final List<Watched> sites = new ArrayList<>();
    private final Duration pause;
    private final InstantSource wall;
    private final CountDownLatch ended = new CountDownLatch(1);

    /// One site with what was heard of it last.
    private static final class Watched {
        private final SiteLine line;
        private volatile Heard heard = new Heard(State.UNKNOWN, "It was not asked yet.", 0, null);

        Watched(SiteLine line) {
            this.line = line;
        }
    }

    /// @param at wall time at which it was heard last, in milliseconds; 0: never
    private record Heard(State state, String why, long at, @Nullable Now now) {}

    /// @param lines in the order in which sites are shown
    /// @param pause wall time between two questions
    public SiteWatch(List<SiteLine> lines, Duration pause, InstantSource wall) {
        lines.forEach(line -> sites.add(new Watched(line)));
        this.pause = pause;
        this.wall = wall;
    }

    public void start() {
        sites.forEach(site -> Thread.ofVirtual().name("watch-" + site.line.site().name()).start(() -> watch(site)));
    }

    private void watch(Watched site) {
        try {
            do {
                look(site);
            } while (!ended.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Watched site) {
        Heard before = site.heard;
        boolean dashboard = site.line.site().dashboard().isPresent();
        Said said = dashboard
                ? site.line.read("/api/v1/overview", PATIENCE)
                : site.line.placement("GET", "/health", new byte[0], java.util.Map.of(), PATIENCE);
        site.heard = switch (said) {
            case Said.Silent(String why) -> new Heard(State.AWAY, why, before.at, before.now);
            case Said.Answered answered when answered.status() == 401 || answered.status() == 403 -> new Heard(
                    State.LOCKED, answered.text(), before.at, null);
            case Said.Answered answered when !answered.well() -> new Heard(State.AWAY, answered.text(), before.at,
                    before.now);
            case Said.Answered answered -> new Heard(State.HERE, "", wall.millis(), dashboard
                    ? Account.of(answered.body(), site.line, PATIENCE)
                    : null);
        };
        if (before.state != site.heard.state && ended.getCount() > 0) {
            tell(site);
        }
    }

    private static void tell(Watched site) {
        String name = site.line.site().name();
        switch (site.heard.state) {
            case HERE -> LOG.info("The site {} is there.", name);
            case AWAY -> LOG.warn("The site {} does not answer: {}", name, site.heard.why);
            case LOCKED -> LOG.error("The site {} does not let the front in; mend its token in fleet.yaml. {}", name,
                    site.heard.why);
            case UNKNOWN -> LOG.debug("The site {} was not asked yet.", name);
        }
    }

    /// Each site as it was heard last.
    public List<SiteRow> rows() {
        long now = wall.millis();
        return sites.stream().map(site -> {
            Heard heard = site.heard;
            boolean fresh = heard.at > 0 && now - heard.at <= TOO_OLD_MS;
            return new SiteRow(site.line.site().name(), site.line.site().dashboard().map(Object::toString).orElse(null),
                    heard.state, heard.at == 0 ? null : Long.valueOf(Math.max(0, now - heard.at)), heard.why, fresh
                            ? heard.now
                            : null);
        }).toList();
    }

    @Override
    public void close() {
        ended.countDown();
    }
}

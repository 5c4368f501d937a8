package dev.ondol.app.management;

import dev.ondol.facility.workload.Placement;
import dev.ondol.fleet.FleetRole;
import dev.ondol.fleet.choice.SiteAnswer;
import dev.ondol.fleet.desk.FleetMeter;
import dev.ondol.fleet.view.SiteRow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/// The front of a fleet in figures. Names and meaning stand in docs/fleet.md.
public final class FleetMetrics implements FleetMeter {
    private static final String PREFIX = "ondol.fleet.";
    private static final Duration[] WAITS = {Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(100),
            Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30)};

    private final MeterRegistry registry;

    public FleetMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /// What is asked of the role whenever somebody scrapes.
    public void watch(FleetRole role) {
        for (SiteRow row : role.sites()) {
            Gauge.builder(PREFIX + "site.heard", role, front -> front.sites().stream().anyMatch(
                    site -> site.site().equals(row.site()) && site.state() == SiteRow.State.HERE) ? 1 : 0).tag("site",
                            row.site())
                    .description("1 while the site answers").register(registry);
        }
    }

    @Override
    public void asked(String site, SiteAnswer.Outcome outcome, long nanos) {
        Timer.builder(PREFIX + "ask").tag("site", site).tag("outcome", word(outcome)).serviceLevelObjectives(WAITS)
                .description("Wall time until a site has said what a job would take there").register(registry).record(
                        Duration.ofNanos(nanos));
    }

    @Override
    public void placed(String site, Placement.State state) {
        Counter.builder(PREFIX + "placements").tag("site", site).tag("state", word(state)).description(
                "Answers of chosen sites, repeated ones too").register(registry).increment();
    }

    @Override
    public void undecided(String site) {
        Counter.builder(PREFIX + "undecided").tag("site", site).description(
                "Requests to which the chosen site has not answered").register(registry).increment();
    }

    private static String word(Enum<?> of) {
        return of.name().toLowerCase(Locale.ROOT);
    }
}

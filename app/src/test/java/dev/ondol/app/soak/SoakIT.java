package dev.ondol.app.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ondol.services.Mosquitto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// R18: a site for hours, while its ingest, broker and database are killed now and then. Nothing may be lost and nothing may pile up.
class SoakIT {
    private static final Logger LOG = LoggerFactory.getLogger(SoakIT.class);
    private static final String SITE = "kr-edge";
    private static final double FAST = 60;
    /// Minutes fast and minutes in real time, unless ONDOL_SOAK_MINUTES says otherwise.
    private static final String MINUTES = "24,60";
    /// Points from here on count: before that caches fill and the compiler is at work.
    private static final double WARM = 0.35;
    /// What a fault disturbs, as a part of the phase, is left out.
    private static final double DISTURBED = 0.05;
    private static final int LOOKS = 60;
    /// In a shorter phase what a process takes as it warms up looks like a leak: its slopes are told and not judged.
    private static final double JUDGED_MINUTES = 15;

    private int ingestKills;
    private int brokerKills;
    private int databaseStops;
    private double connections;

    private record Fault(double at, String victim) {}

    @Test
    @Tag("SOAK")
    void aSiteThatRunsForHoursWhileThingsBreakLosesNothingAndNothingPilesUp() throws Exception {
        assumeTrue(Boolean.getBoolean("ondol.full"), "takes an hour and a half: ./ondol test --full SOAK");
        assumeTrue(Mosquitto.program().isPresent(), "apt-get install mosquitto");
        String asked = Objects.requireNonNullElse(System.getenv("ONDOL_SOAK_MINUTES"), MINUTES);
        assertThat(asked).as("ONDOL_SOAK_MINUTES: minutes fast and minutes in real time, such as 24,60").matches(
                "[1-9]\\d*,\\d+");
        double fastMinutes = Double.parseDouble(asked.split(",")[0]);
        double realMinutes = Double.parseDouble(asked.split(",")[1]);
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "soak")), "rig")
                .toAbsolutePath();
        try (SoakedSite site = new SoakedSite(folder, SITE, FAST)) {
            Soaking fast = phase(site, fastMinutes, FAST, List.of(new Fault(0.08, "ingest"), new Fault(0.14, "broker"),
                    new Fault(0.2, "database"), new Fault(0.5, "broker"), new Fault(0.65, "database"), new Fault(0.8,
                            "broker")));
            String row = "%.0f min at %.0f plant seconds a second, slopes a plant hour: %s".formatted(fastMinutes, FAST,
                    fast);
            assertThat(fast.known()).as("too short: too few points").isTrue();
            row += unjudged(fastMinutes);
            assertThat(leaks(fast, fastMinutes)).as(row).isEmpty();
            if (realMinutes > 0) {
                site.changeSpeed(1);
                Soaking real = phase(site, realMinutes, 1, List.of(new Fault(0.1, "database"), new Fault(0.2,
                        "broker")));
                row += ". Then %.0f min in real time: %s".formatted(realMinutes, real);
                row += unjudged(realMinutes);
                assertThat(leaks(real, realMinutes)).as(row).isEmpty();
            }
            assertThat(site.endPlant()).as("exit code of the gateway").isZero();
            assertThat(site.lag().waiting()).as("frames lost").isZero();
            assertThat(site.number("SELECT count(*) - count(DISTINCT (time, point_id)) FROM reading")).as(
                    "stored twice").isZero();
            long stored = site.number("SELECT count(*) FROM reading");
            LOG.info(String.format(Locale.ROOT,
                    "| SOAK | %s, %,d samples, %d times kill -9 of ingest, %d of the broker, %d stops of the database: 0 frames lost, 0 doubled; %.0f database connections; database %.0f bytes a sample at the end. %s | no chance |",
                    SITE, stored, ingestKills, brokerKills, databaseStops, connections, site.number(
                            "SELECT pg_database_size(current_database())") / (double) stored,
                    row));
        }
    }

    private static Map<String, Slope> leaks(Soaking phase, double minutes) {
        return minutes < JUDGED_MINUTES ? Map.of() : phase.leaks();
    }

    private static String unjudged(double minutes) {
        return minutes < JUDGED_MINUTES ? " (too short to be judged)" : "";
    }

    private Soaking phase(SoakedSite site, double minutes, double speed, List<Fault> faults) throws Exception {
        Soaking soaking = new Soaking(speed);
        Deque<Fault> ahead = new ArrayDeque<>(faults);
        double last = -1;
        long began = System.nanoTime();
        long length = (long) (minutes * 60e9);
        while (true) {
            double part = (System.nanoTime() - began) / (double) length;
            if (part >= 1) {
                return soaking;
            }
            Fault next = ahead.peek();
            if (next != null && part >= next.at()) {
                LOG.info("{} % is over: {} breaks.", Math.round(part * 100), next.victim());
                strike(site, ahead.remove().victim());
                last = (System.nanoTime() - began) / (double) length;
            } else if (part > WARM && part - last > DISTURBED) {
                look(site, soaking, part * minutes / 60);
            }
            for (String role : SoakedSite.ROLES) {
                assertThat(site.alive(role)).as("%s lives", role).isTrue();
            }
            site.lag().medianMs(); // what is heard from here to the next look counts there
            Thread.sleep(Duration.ofNanos(length / LOOKS));
        }
    }

    private void look(SoakedSite site, Soaking soaking, double hours) throws Exception {
        soaking.add("lag ms", "", hours, site.lag().medianMs());
        for (String role : SoakedSite.ROLES) {
            soaking.add(role, hours, Vitals.of(site.pid(role)));
        }
        connections = site.number("SELECT count(*) - 1 FROM pg_stat_activity WHERE datname = current_database()");
        soaking.add("connections", "", hours, connections);
        soaking.add("spools MB", "", hours, site.spoolsMb());
        LOG.info("{}", soaking);
    }

    private void strike(SoakedSite site, String victim) throws Exception {
        switch (victim) {
            case "ingest" -> {
                site.killIngest();
                ingestKills++;
            }
            case "broker" -> {
                site.killBroker();
                brokerKills++;
            }
            default -> {
                site.stopDatabase();
                databaseStops++;
            }
        }
    }
}

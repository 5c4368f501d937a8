package dev.ondol.app.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ondol.app.role.RoleRig.Standing;
import dev.ondol.app.role.RoleRig.Victim;
import dev.ondol.services.Mosquitto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// kill -9 of optimizer, control, broker, database and ingest, each in turn and in pairs, while the plant runs at 60 plant seconds a second.
class KilledRolesIT {
    private static final Logger LOG = LoggerFactory.getLogger(KilledRolesIT.class);
    private static final boolean FULL = Boolean.getBoolean("ondol.full");
    private static final String SITE = FULL ? "kr-hn1" : "kr-edge";
    private static final int SPEED = 60;
    /// So long they stay dead at least, wall time, and so long the plant is waited for.
    private static final long DEAD_MS = 10_000;
    private static final long LONGEST_DEAD_MS = 120_000;
    /// Three heartbeats of control, one look of the desk, and a second for the machine.
    private static final double SILENCE_S = 4.1;
    /// A lease at 60 plant seconds a second, 15 plant minutes of HOLD, and a minute until they are looked at.
    private static final long HELD_PLANT_MS = 300_000 + 900_000 + 60_000;
    /// The last plan was made up to a cycle ago and holds for 15 plant minutes; control looks when the clock ticks.
    private static final long SILENT_PLAN_MS = 900_000 + 60_000;
    private static final double ALLOWABLE_INLET_C = 32;
    /// Highest supply of the technology loops that the envelope allows, and what a controller may miss it by.
    private static final double TECHNOLOGY_C = 44 + 1.5;
    /// The largest step that local rules make at once, K, as in the property P10.
    private static final double LOCAL_STEP_K = 0.8;

    @Test
    @Tag("K1")
    void whateverIsKilledThePlantGoesOnByItsOwnRulesAndComesBackWithoutABump() throws Exception {
        assumeTrue(FULL, "takes half an hour: ./ondol test --full K1");
        assumeTrue(Mosquitto.program().isPresent(), "apt-get install mosquitto");
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "killed-roles")), "rig")
                .toAbsolutePath();
        TreeMap<Double, String> local = new TreeMap<>();
        List<String> stayed = new ArrayList<>();
        double longestReturnS = 0;
        List<Set<Victim>> all = victims();
        try (RoleRig rig = new RoleRig(folder, SITE, SPEED)) {
            rig.awaitObeys();
            rig.awaitApplied();
            for (Set<Victim> victims : all) {
                String name = victims.stream().map(victim -> victim.name().toLowerCase(Locale.ROOT)).collect(Collectors
                        .joining(" and "));
                int heard = rig.heard();
                long killed = System.nanoTime();
                long plantMs = rig.plantMs();
                victims.forEach(rig::kill);
                Thread.sleep(DEAD_MS);
                long giveUp = killed + LONGEST_DEAD_MS * 1_000_000;
                while (!victims.equals(EnumSet.of(Victim.INGEST)) && first(rig.since(heard), victims).isEmpty()
                        && System.nanoTime() < giveUp) {
                    Thread.sleep(50);
                }
                List<Standing> since = rig.since(heard);
                LOG.info("{} killed at {}, plant time {}: {}", name, killed, plantMs, since);
                Optional<Standing> found = first(since, victims);
                if (victims.equals(EnumSet.of(Victim.INGEST))) {
                    assertThat(found).as("control hears the plant itself").isEmpty();
                    stayed.add(name);
                } else {
                    assertThat(found).as("%s: %s", name, since).isPresent();
                    Standing first = found.orElseThrow();
                    double tookS = (first.nanos() - killed) / 1e9;
                    local.put(tookS, name);
                    assertThat(since.getLast().obeys()).as("%s: it stays on its local rules: %s", name, since)
                            .isFalse();
                    if (victims.contains(Victim.CONTROL) || victims.contains(Victim.BROKER)) {
                        assertThat(tookS).as(name).isLessThanOrEqualTo(SILENCE_S);
                    } else {
                        assertThat(first.plantMs() - plantMs).as(name).isLessThanOrEqualTo(victims.contains(
                                Victim.DATABASE) ? HELD_PLANT_MS : SILENT_PLAN_MS);
                    }
                }
                long again = System.nanoTime();
                rig.startAgain(victims);
                rig.awaitObeys();
                longestReturnS = Math.max(longestReturnS, (System.nanoTime() - again) / 1e9);
                rig.awaitApplied();
                rig.awaitSettled();
            }
            double inletC = rig.highest("%/inlet-air-temperature");
            double loopC = rig.highest("technology-loop-%/supply-water-temperature");
            double bumpK = rig.steepest("hall-%/supply-air-temperature-setpoint");
            assertThat(inletC).as("warmest rack inlet").isBetween(10.0, ALLOWABLE_INLET_C);
            assertThat(loopC).as("warmest technology loop").isBetween(10.0, TECHNOLOGY_C);
            assertThat(bumpK).as("rise of an air set-point within 15 plant seconds").isLessThanOrEqualTo(LOCAL_STEP_K);
            LOG.info(
                    "| K1 | {}, {} kills at up to 60 plant seconds a second: on local rules after {} s ({}) to {} s ({}); in AUTO throughout: {}; back in AUTO at most {} s after the start; warmest rack inlet {} C, warmest technology loop {} C, steepest rise of an air set-point {} K in 15 s | no chance |",
                    SITE, all.size(), figure(local.firstKey()), local.firstEntry().getValue(), figure(local.lastKey()),
                    local.lastEntry().getValue(), stayed.isEmpty() ? "none" : String.join(", ", stayed), figure(
                            longestReturnS),
                    figure(inletC), figure(loopC), "%.2f".formatted(bumpK));
        }
    }

    /// When the plant went to its local rules because of this; that control is silent for a moment on a machine that is too busy does not count.
    private static Optional<Standing> first(List<Standing> since, Set<Victim> victims) {
        boolean silent = victims.contains(Victim.CONTROL) || victims.contains(Victim.BROKER);
        return since.stream().filter(standing -> !standing.obeys() && (silent || !standing.why().startsWith(
                "control is silent"))).findFirst();
    }

    private static String figure(double value) {
        return "%.1f".formatted(value);
    }

    /// Each alone, then all pairs.
    private static List<Set<Victim>> victims() {
        List<Set<Victim>> all = new ArrayList<>();
        for (Victim victim : Victim.values()) {
            all.add(EnumSet.of(victim));
        }
        for (Victim one : Victim.values()) {
            for (Victim other : Victim.values()) {
                if (one.compareTo(other) < 0) {
                    all.add(EnumSet.of(one, other));
                }
            }
        }
        return all;
    }
}

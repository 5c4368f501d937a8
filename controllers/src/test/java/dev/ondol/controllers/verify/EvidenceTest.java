package dev.ondol.controllers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.audit.AuditRow;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final long START = 1_700_000_100_000L;
    private static final List<PointId> SETPOINTS = EdgeSite.CATALOG.writable().stream().map(Point::id)
            .filter(id -> !id.equipment().startsWith("node-") || id.equipment().equals(EdgeSite.NODE)).toList();

    /// Random plants, random commands, random wishes: what was stored gives the same answer again, whatever it was.
    @Test
    void aStoredDecisionIsJudgedAgainAsItWas() {
        long seed = Long.getLong("ondol.seed", 7L);
        Random random = new Random(seed);
        Set<String> seen = new HashSet<>();
        Verifier verifier = new Verifier(EdgeSite.SITE, EdgeSite.CATALOG);
        for (int life = 0; life < 40; life++) {
            Observations plant = new Observations(EdgeSite.CATALOG);
            long now = START;
            for (int step = 0; step < 60; step++) {
                now += random.nextInt(20) == 0 ? 200_000 : 15_000;
                plant.accept(EdgeSite.frame(now, disturbed(random)));
                PointId point = SETPOINTS.get(random.nextInt(SETPOINTS.size()));
                double value = EdgeSite.ordinary(EdgeSite.CATALOG.find(point).orElseThrow()) + random.nextInt(7) - 3;
                Proposal proposal = new Proposal(point, value, now - random.nextInt(1_200_000), now + 300_000
                        - random.nextInt(400_000));
                Evidence evidence = Evidence.of(verifier, proposal, plant,
                        random.nextInt(10) == 0 ? now + 240_000 : now);
                assertThat(stored(evidence).replay(EdgeSite.SITE, EdgeSite.CATALOG))
                        .as("%s, seed %d", evidence, seed).isEqualTo(evidence.verdict());
                seen.add(evidence.verdict());
                if (evidence.verdict().equals(Evidence.ACCEPTED)) {
                    plant.issued(new Command("kr-edge", point, value, "Cel", 1, step + 1L, now, now + 300_000, "p",
                            "plan"));
                    if (random.nextBoolean()) {
                        plant.accept(new Acknowledgement(point, 1, step + 1L, Acknowledgement.Status.APPLIED, value,
                                now), true);
                    }
                }
            }
        }
        assertThat(seen).as("the loop reaches what matters").contains("accepted", "too-fast", "stale-input",
                "plan-not-valid", "inlet-above-recommended");
    }

    @Test
    void anotherReadingGivesAnotherAnswer() {
        Observations plant = EdgeSite.watched(START);
        Evidence cool = Evidence.of(new Verifier(EdgeSite.SITE, EdgeSite.CATALOG), new Proposal(EdgeSite.AIR, 22.3,
                START, START + 900_000), plant, START);
        Map<PointId, Readings.Reading> hotter = new HashMap<>(cool.readings());
        hotter.put(EdgeSite.INLET, new Readings.Reading(START, 28));
        Evidence hot = new Evidence(cool.proposal(), cool.now(), hotter, cool.trajectory(), cool.verdict());
        assertThat(cool.verdict()).isEqualTo("accepted");
        assertThat(hot.replay(EdgeSite.SITE, EdgeSite.CATALOG)).isEqualTo("inlet-above-recommended");
    }

    private static Map<PointId, Double> disturbed(Random random) {
        Map<PointId, Double> values = new HashMap<>();
        if (random.nextInt(4) == 0) {
            values.put(EdgeSite.INLET, 26 + random.nextDouble() * 3);
        }
        if (random.nextInt(10) == 0) {
            values.put(EdgeSite.AIR, 20 + random.nextInt(5) + 0.0);
        }
        return values;
    }

    /// Through the audit log and back.
    private static Evidence stored(Evidence evidence) {
        AuditEntry entry = new AuditEntry("k", 1, 2, "command", "control", "write", "p", "APPLIED", Map.of("inputs",
                evidence.told()));
        Object inputs = Objects
                .requireNonNull(new AuditRow(1, "", "", entry.canonical("kr-edge", 1)).entry().detail().get(
                        "inputs"));
        @SuppressWarnings("unchecked")
        Map<String, ?> told = (Map<String, ?>) inputs;
        return Evidence.read(told);
    }
}

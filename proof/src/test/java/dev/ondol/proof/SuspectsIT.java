package dev.ondol.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.proof.loop.OutsideLoop;
import dev.ondol.proof.replay.Recorded;
import dev.ondol.proof.suspect.Suspect;
import dev.ondol.simulator.fault.Fault;
import dev.ondol.simulator.fault.FaultPlan;
import dev.ondol.simulator.run.Scenario;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Faults planted in a plant with worn sensors, and whether they are named. Seeds choose month, equipment and position.
class SuspectsIT {
    private static final Logger log = LoggerFactory.getLogger(SuspectsIT.class);
    private static final List<String> BANKS = List.of("crah-h1", "crah-h2", "crah-h3", "crah-h4", "cdu-h1", "cdu-h2",
            "tower", "dry-cooler");
    private static final List<String> KINDS = List.of("fouling", "sensor bias", "stuck valve");

    @TempDir
    Path folder = Path.of("target");

    @Test
    void foulingABiasedThermometerAndAStuckValveAreAmongTheFirstThreeSuspects() throws Exception {
        for (Fault fault : planted(2, 4)) {
            assertThat(named(fault, suspects(List.of(fault), 2, 4))).as("%s", fault).isTrue();
        }
    }

    @Test
    void aSoundPlantHasNoSuspectThatComesNearAPlantedFault() throws Exception {
        assertThat(suspects(List.of(), 2, 4)).allSatisfy(suspect -> assertThat(suspect.score()).isLessThan(20));
    }

    @Test
    @Tag("SUSPECTS")
    @EnabledIfSystemProperty(named = "ondol.full", matches = "true")
    void inTenSeedsEachKindIsNamedNineTimes() throws Exception {
        int[] hits = new int[KINDS.size()];
        int[] together = new int[KINDS.size()];
        for (int seed = 1; seed <= 10; seed++) {
            List<Fault> faults = planted(seed, 7);
            for (int kind = 0; kind < hits.length; kind++) {
                hits[kind] += named(faults.get(kind), suspects(List.of(faults.get(kind)), seed, 7)) ? 1 : 0;
            }
            List<Suspect> all = suspects(faults, seed, 7);
            for (int kind = 0; kind < hits.length; kind++) {
                together[kind] += named(faults.get(kind), all) ? 1 : 0;
            }
        }
        log.info(
                "| SUSPECTS | fouling {} of 10, sensor bias {}, stuck valve {}; all three at once {}, {}, {} | seeds 1 to 10 |",
                hits[0], hits[1], hits[2], together[0], together[1], together[2]);
        assertThat(Arrays.stream(hits).min().orElseThrow()).isGreaterThanOrEqualTo(9);
    }

    private static LocalDate from(int seed) {
        return LocalDate.of(2022, 1 + random(seed).nextInt(12), 10);
    }

    private static SplittableRandom random(int seed) {
        SplittableRandom random = new SplittableRandom(seed * 77L + 5);
        for (int i = 0; i < 5; i++) {
            random.nextLong();
        }
        return random;
    }

    private static List<Fault> planted(int seed, int days) {
        SplittableRandom random = random(seed);
        random.nextInt(12);
        String bank = BANKS.get(random.nextInt(BANKS.size()));
        String thermometer = "hall-h" + (1 + random.nextInt(4)) + "/supply-air-temperature";
        String valves = "crah-h" + (1 + random.nextInt(4));
        double open = 20 + random.nextInt(60);
        return List.of(fault(Fault.Kind.FOULING, Optional.of(bank), Optional.empty(), 30, seed, days),
                fault(Fault.Kind.SENSOR_BIAS, Optional.empty(), Optional.of(thermometer), 1.5, seed, days),
                fault(Fault.Kind.STUCK_VALVE, Optional.of(valves), Optional.empty(), open, seed, days));
    }

    private static Fault fault(Fault.Kind kind, Optional<String> equipment, Optional<String> point, double value,
            int seed, int days) {
        return new Fault(kind, equipment, point, from(seed).minusDays(1).atStartOfDay().toString(), (days + 2) * 1440.0,
                Optional.of(value));
    }

    private List<Suspect> suspects(List<Fault> faults, int seed, int days) throws Exception {
        Scenario scenario = Recorded.scenario(from(seed), days, seed)
                .faults(new FaultPlan(faults));
        List<String> rows = Recorded.rows(scenario, OutsideLoop.perturbed(scenario, 0), folder);
        return new Replay(Recorded.SITE, Recorded.read(rows, row -> true)).run(false, Optional.empty(),
                Replay.Steps.SILENT).suspects();
    }

    private static boolean named(Fault fault, List<Suspect> suspects) {
        String kind = KINDS.get(switch (fault.kind()) {
            case FOULING -> 0;
            case SENSOR_BIAS -> 1;
            default -> 2;
        });
        return suspects.stream().limit(3)
                .anyMatch(suspect -> suspect.kind().equals(kind) && suspect.where().equals(fault.where()));
    }
}

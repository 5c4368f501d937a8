package dev.ondol.facility.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameIndexTest {
    private static final List<String> PREFIXES = List.of("BLD.", "AHU_", "Köln/CRAC ", "x-", "+*?(");
    private static final List<String> SUFFIXES = List.of(".SAT", "_PV", "/°C", ".", "$");

    private final long seed = Long.getLong("ondol.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    /// Names are built from numbers here and taken apart there.
    @Test
    void namesOfAnyFormsMeanThePointsThatTheyWereMadeFor() {
        for (int round = 0; round < 200; round++) {
            List<MappedName> rules = new ArrayList<>();
            Map<String, PointId> expected = new HashMap<>();
            for (int form = 0; form < 5; form++) {
                String prefix = PREFIXES.get(form);
                String suffix = SUFFIXES.get(random.nextInt(SUFFIXES.size()));
                List<Quantity> all = List.of(Quantity.values());
                Quantity quantity = all.get(random.nextInt(all.size()));
                rules.add(rule(prefix + "{hall}." + "{n}" + suffix, "unit%d-{hall}-{n:2}/%s".formatted(form,
                        quantity.id())));
                for (int i = 0; i < 5; i++) {
                    String hall = "H" + (char) ('A' + random.nextInt(26)) + random.nextInt(10);
                    int n = random.nextInt(300);
                    String zeros = "0".repeat(random.nextInt(3));
                    expected.put(prefix + hall + "." + zeros + n + suffix,
                            PointId.of("unit%d-%s-%02d/%s".formatted(form,
                                    hall.toLowerCase(java.util.Locale.ROOT), n, quantity.id())));
                }
            }
            for (String name : List.copyOf(expected.keySet())) {
                if (random.nextInt(4) == 0) {
                    PointId exception = PointId.of("exception-" + rules.size() + "/fan-speed");
                    rules.add(rule(name, exception.toString()));
                    expected.put(name, exception);
                }
            }
            NameIndex index = new NameIndex(new PointMapping(rules));
            expected.forEach((name, point) -> assertThat(index.find(name).map(NameIndex.Meaning::point))
                    .as("seed %d, %s", seed, name).contains(point));
            for (String name : expected.keySet()) {
                assertThat(index.find(name + "!")).as("seed %d, %s!", seed, name).isEmpty();
            }
        }
    }

    @Test
    void theFirstFormThatFitsCounts() {
        NameIndex index = new NameIndex(new PointMapping(List.of(rule("A{n}", "first-{n}/fan-speed"),
                rule("{any}", "second-{any}/fan-speed"))));
        assertThat(index.find("A7")).map(NameIndex.Meaning::point).contains(PointId.of("first-7/fan-speed"));
        assertThat(index.find("B7")).map(NameIndex.Meaning::point).contains(PointId.of("second-b7/fan-speed"));
    }

    @Test
    void aNameThatWouldGiveNoLegalEquipmentMeansNothing() {
        NameIndex index = new NameIndex(new PointMapping(List.of(rule("A{n}", "unit-{n}/fan-speed"))));
        assertThat(index.find("A" + "9".repeat(60))).isEmpty();
        assertThat(index.find("")).isEmpty();
    }

    private static MappedName rule(String name, String point) {
        return new MappedName(name, point, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}

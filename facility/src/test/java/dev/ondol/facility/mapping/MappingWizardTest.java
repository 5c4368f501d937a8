package dev.ondol.facility.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.mapping.MappingWizard.Foreign;
import dev.ondol.facility.mapping.MappingWizard.Proposal;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.SiteReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Names as a building automation system might have them, made from kr-hn1's points.
class MappingWizardTest {
    private static final List<Point> ALL = List
            .copyOf(PointCatalog.of(SiteReader.builtIn("kr-hn1").orElseThrow()).all());
    private static final List<Point> POINTS = ALL.stream()
            .filter(point -> !point.source().startsWith("it-") || point.id().equipment().equals(point.source()))
            .toList();
    private static final Map<String, String> QUANTITIES = Map.ofEntries(Map.entry("supply-air-temperature", "SAT"), Map
            .entry("return-air-temperature", "RAT"), Map.entry("differential-pressure", "DP"),
            Map.entry("airflow",
                    "AirFlow"),
            Map.entry("fan-speed", "FanSpd"), Map.entry("valve-position", "VlvPos"), Map.entry(
                    "supply-water-temperature", "SupTemp"),
            Map.entry("return-water-temperature", "RetTemp"), Map.entry("water-flow", "Flow"), Map.entry("pump-speed",
                    "Spd"),
            Map.entry("thermal-power", "Heat"), Map.entry("load-ratio", "Load"), Map.entry("active-power", "kW"), Map
                    .entry("active-energy", "kWh"),
            Map.entry("run-status", "Sts"), Map.entry("dry-bulb-temperature", "OAT"), Map.entry("wet-bulb-temperature",
                    "WB"),
            Map.entry("relative-humidity", "RH"), Map.entry("makeup-water-volume", "Makeup"), Map.entry("wind-speed",
                    "Wind"),
            Map.entry("supply-air-temperature-setpoint", "SAT-SP"), Map.entry("differential-pressure-setpoint",
                    "DP-SP"),
            Map.entry("supply-water-temperature-setpoint", "SupTemp-SP"), Map.entry("water-flow-setpoint", "Flow-SP"));
    private static final List<String[]> EQUIPMENT = List.of(new String[]{"crah-h(\\d)-(\\d+)", "H$1.CRAH$2"},
            new String[]{"cdu-h(\\d)-(\\d+)", "H$1.CDU$2"}, new String[]{"hall-h(\\d)", "DH$1"},
            new String[]{"it-h(\\d)", "IT.H$1"}, new String[]{"chiller-0(\\d)", "CH-$1"},
            new String[]{"tower-0(\\d)", "CT-$1"}, new String[]{"chilled-pump-(\\d+)", "CHWP-$1"},
            new String[]{"condenser-pump-(\\d+)", "CWP-$1"}, new String[]{"facility-pump-(\\d+)", "FWP-$1"},
            new String[]{"economizer-(\\d+)", "HX-$1"}, new String[]{"dry-cooler-(\\d+)", "DC-$1"},
            new String[]{"technology-loop-h(\\d)", "TCS-H$1"}, new String[]{"chilled-water", "CHW"},
            new String[]{"condenser-water", "CDW"}, new String[]{"facility-water", "FW"},
            new String[]{"meter-facility", "Mtr.Main"}, new String[]{"meter-it", "Mtr.IT"},
            new String[]{"meter-cooling", "Mtr.Clg"}, new String[]{"meter-water", "Mtr.Water"},
            new String[]{"weather-station", "WX"}, new String[]{"ups-a", "UPS-A"}, new String[]{"ups-b", "UPS-B"});

    private static Optional<String> foreign(PointId point) {
        String quantity = QUANTITIES.get(point.quantity());
        return EQUIPMENT.stream().filter(rule -> quantity != null && point.equipment().matches(rule[0])).map(
                rule -> "KR1/" + point.equipment().replaceAll(rule[0], rule[1]) + "." + quantity).findFirst();
    }

    private static List<Proposal> proposals(boolean tagged, List<PointId> meant) {
        List<Foreign> names = new ArrayList<>();
        for (Point point : POINTS) {
            foreign(point.id()).ifPresent(name -> {
                meant.add(point.id());
                String unit = point.quantity().unit();
                names.add(new Foreign(name, Optional.of(unit.equals("Cel") ? "degF" : unit), tagged
                        ? Optional.of(point.quantity().brickClass())
                        : Optional.empty()));
            });
        }
        return new MappingWizard(ALL).propose(names);
    }

    @Test
    void namesOfABuildingAutomationAreFoundAndWhatIsCalledPlainIsRight() {
        for (boolean tagged : new boolean[]{false, true}) {
            List<PointId> meant = new ArrayList<>();
            List<Proposal> proposals = proposals(tagged, meant);
            assertThat(meant).hasSizeGreaterThan(240);
            int found = 0;
            int plain = 0;
            for (int i = 0; i < meant.size(); i++) {
                Proposal proposal = proposals.get(i);
                boolean right = proposal.point().equals(Optional.of(meant.get(i)));
                found += right ? 1 : 0;
                plain += proposal.plain() ? 1 : 0;
                assertThat(right || !proposal.plain()).as("%s", proposal).isTrue();
            }
            assertThat(found).as("tagged %s", tagged).isGreaterThanOrEqualTo((int) (0.98 * meant.size()));
            assertThat(plain).as("tagged %s", tagged).isGreaterThanOrEqualTo((int) ((tagged ? 0.95 : 0.75) * meant
                    .size()));
        }
    }

    @Test
    void whatTheSiteDoesNotHaveIsNeverPlainAndTwoNamesOfOnePointNeitherIs() {
        List<Proposal> proposals = new MappingWizard(ALL).propose(List.of(new Foreign("KR1/GEN-1.Fuel", Optional.of(
                "%"), Optional.empty()), new Foreign("KR1/Elevator3.kW", Optional.of("kW"), Optional.empty()),
                new Foreign("KR1/CT-1.kW", Optional.of("kW"), Optional.empty()), new Foreign("OLD/CT-1.kW", Optional.of(
                        "kW"), Optional.empty()),
                new Foreign("KR1/CH-1.kW", Optional.of("parsec"), Optional.empty())));
        assertThat(proposals).noneMatch(Proposal::plain);
        assertThat(proposals.get(2).point()).contains(PointId.of("tower-01/active-power"));
        assertThat(proposals.get(4).point()).isEmpty();
    }

    @Test
    void abbreviationsAreWrittenOutAndNumbersStand() {
        assertThat(NameWords.of("BLD1/H2-CRAH07.SAT")).isEqualTo(new NameWords(java.util.Set.of("bld", "hall", "crah",
                "supply", "air", "temperature"), List.of(1, 2, 7)));
        assertThat(NameWords.of("Mtr.Main.kWh").words()).containsExactlyInAnyOrder("meter", "facility", "active",
                "energy");
    }
}

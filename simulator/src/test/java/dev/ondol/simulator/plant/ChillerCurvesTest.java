package dev.ondol.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.facility.site.SiteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChillerCurvesTest {
    private static final Path FOLDER = Path.of("../../shared/data/reference");

    private record Machine(ChillerCurves curves, double capacityW, double cop, double leavingC, double condenserC) {}

    private static Map<String, Machine> machines() throws IOException {
        Path file = FOLDER.resolve("chillers_eplus_159.csv");
        assumeTrue(Files.exists(file), "The shared chiller curves are absent.");
        List<String> lines = Files.readAllLines(file);
        List<String> header = Arrays.asList(lines.getFirst().split(","));
        Map<String, Machine> machines = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            machines.put(cells[0], machine(header, cells));
        }
        return machines;
    }

    private static Machine machine(List<String> header, String[] cells) {
        java.util.function.ToDoubleFunction<String> cell = name -> Double.parseDouble(cells[header.indexOf(name)]);
        List<ChillerCurves.Biquadratic> curves = new ArrayList<>();
        for (String name : List.of("capFunT_", "EIRFunT_")) {
            curves.add(new ChillerCurves.Biquadratic(cell.applyAsDouble(name + 1), cell.applyAsDouble(name + 2),
                    cell.applyAsDouble(name + 3), cell.applyAsDouble(name + 4), cell.applyAsDouble(name + 5),
                    cell.applyAsDouble(name + 6)));
        }
        ChillerCurves.Range range = new ChillerCurves.Range(cell.applyAsDouble("TEvaLvgMin") - 273.15,
                cell.applyAsDouble("TEvaLvgMax") - 273.15, cell.applyAsDouble("TConEntMin") - 273.15,
                cell.applyAsDouble("TConEntMax") - 273.15);
        ChillerCurves all = new ChillerCurves(curves.get(0), curves.get(1),
                new ChillerCurves.Quadratic(cell.applyAsDouble("EIRFunPLR_1"), cell.applyAsDouble("EIRFunPLR_2"),
                        cell.applyAsDouble("EIRFunPLR_3")),
                cell.applyAsDouble("PLRMin"), cell.applyAsDouble("PLRMax"), range, ChillerCurves.WATER_APPROACH_K);
        return new Machine(all, -cell.applyAsDouble("QEva_flow_nominal"), cell.applyAsDouble("COP_nominal"),
                cell.applyAsDouble("TEvaLvg_nominal") - 273.15, cell.applyAsDouble("TConEnt_nominal") - 273.15);
    }

    @Test
    void agrees_with_the_golden_values_of_five_machines() throws IOException {
        Map<String, Machine> machines = machines();
        Path golden = FOLDER.resolve("golden_chillers.json");
        assumeTrue(Files.exists(golden), "The shared golden values are absent.");
        int checked = 0;
        for (JsonNode row : new ObjectMapper().readTree(golden.toFile())) {
            Machine machine = java.util.Objects.requireNonNull(machines.get(row.get("ch").asText()));
            double x = row.get("TEvaLvg").asDouble();
            double y = row.get("TConEnt").asDouble();
            ChillerCurves.Range range = machine.curves().range();
            if (Math.abs(range.leaving(x) - x) < 0.02 && Math.abs(range.condenser(y) - y) < 0.02) {
                double load = row.get("PLR").asDouble();
                double powerW = machine.capacityW() * machine.curves().capacityRatio(x, y) / machine.cop()
                        * machine.curves().energyInputRatio(x, y) * machine.curves().partLoadRatio(load);
                assertThat(powerW).as(row.toString()).isCloseTo(row.get("P").asDouble(),
                        within(2e-3 * row.get("P").asDouble()));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(20);
    }

    @Test
    void nearly_all_published_machines_are_at_one_at_their_reference() throws IOException {
        long off = machines().values().stream().filter(machine -> {
            double x = machine.leavingC();
            double y = machine.condenserC();
            return Math.abs(machine.curves().capacityRatio(x, y) - 1) > 0.05
                    || Math.abs(machine.curves().energyInputRatio(x, y) - 1) > 0.05
                    || Math.abs(machine.curves().partLoadRatio(1) - 1) > 0.05;
        }).count();
        assertThat(off).isBetween(5L, 20L);
    }

    @Test
    void a_bank_meets_the_reference_point_of_the_site() {
        for (var site : List.of(SiteReader.builtIn("kr-hn1"), SiteReader.conventionalTwin("kr-hn1"))) {
            var spec = site.orElseThrow().cooling().chillers().orElseThrow();
            ChillerBank bank = ChillerBank.waterCooled(spec);
            bank.stage(spec.capacityW() * 0.8, true, spec.leavingC(), spec.condenserC(), 60);
            assertThat(bank.running()).isEqualTo(1);
            assertThat(bank.unitCapacityW(spec.leavingC(), spec.condenserC())).isCloseTo(spec.capacityW(), within(1.0));
            double powerW = bank.powerW(spec.capacityW(), spec.leavingC(), spec.condenserC());
            assertThat(spec.capacityW() / powerW).isCloseTo(spec.cop(), within(1e-9));
        }
    }

    @Test
    void power_rises_with_lift_also_outside_of_the_measured_range() {
        for (ChillerCurves curves : List.of(ChillerCurves.VARIABLE_SPEED, ChillerCurves.CONSTANT_SPEED)) {
            for (double leaving = 7; leaving <= 22; leaving += 1) {
                double last = 0;
                for (double condenser = 13; condenser <= 38; condenser += 1) {
                    double ratio = curves.energyInputRatio(leaving, condenser);
                    assertThat(ratio).as("leaving %s, condenser %s", leaving, condenser)
                            .isGreaterThanOrEqualTo(last - 1e-12);
                    last = ratio;
                }
            }
            for (double condenser = 13; condenser <= 38; condenser += 1) {
                assertThat(curves.energyInputRatio(20, condenser))
                        .isLessThanOrEqualTo(curves.energyInputRatio(12, condenser) + 1e-12);
            }
        }
    }

    @Test
    void no_machine_beats_three_quarters_of_carnot() {
        var spec = SiteReader.builtIn("kr-hn1").orElseThrow().cooling().chillers().orElseThrow();
        ChillerBank bank = ChillerBank.waterCooled(spec);
        bank.stage(spec.capacityW() * 0.8, true, 16, 30, 60);
        for (double leaving = 7; leaving <= 22; leaving += 1) {
            for (double condenser = 12; condenser <= 36; condenser += 1) {
                for (double load = 0.2; load <= 1; load += 0.1) {
                    double heatW = load * bank.unitCapacityW(leaving, condenser);
                    double cop = heatW / bank.powerW(heatW, leaving, condenser);
                    double lift = Math.max(10, condenser + 7 - (leaving - 2));
                    assertThat(cop).as("%s %s %s", leaving, condenser, load)
                            .isLessThan(0.8 * (leaving - 2 + 273.15) / lift);
                }
            }
        }
    }
}

package dev.ondol.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.liquid.Reference;
import dev.ondol.simulator.plant.ChillerCatalog.Machine;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChillerCurvesTest {
    private static final double ZERO_C = 273.15;

    private static Machine machine(String name) {
        return Objects.requireNonNull(ChillerCatalog.all().get(name), name);
    }

    /// The golden values extrapolate the curves; we clamp them, so the curves themselves are compared, and powers where the
    /// point lies inside of the measured range.
    @Test
    void agrees_with_the_golden_values_of_five_machines() {
        JsonNode rows = Reference.rows("golden-chillers.json");
        assertThat(rows.size()).isEqualTo(64);
        int inside = 0;
        for (JsonNode row : rows) {
            Machine machine = machine(row.get("ch").asText().substring("ElectricEIRChiller_".length()));
            ChillerCurves curves = machine.curves();
            double x = row.get("TEvaLvg").asDouble();
            double y = row.get("TConEnt").asDouble();
            double load = row.get("PLR").asDouble();
            relative(curves.capacity().at(x, y), row.get("cap").asDouble(), 1e-6);
            relative(curves.energyInput().at(x, y), row.get("eirT").asDouble(), 1e-6);
            relative(curves.partLoad().at(load), row.get("eirP").asDouble(), 1e-6);
            relative(machine.capacityW() * curves.capacity().at(x, y), row.get("Qava").asDouble(), 1e-6);
            if (curves.range().contains(x, y)) {
                double powerW = machine.capacityW() * curves.capacityRatio(x, y) / machine.cop()
                        * curves.energyInputRatio(x, y) * curves.partLoadRatio(load);
                relative(powerW, row.get("P").asDouble(), 1e-6);
                inside++;
            }
        }
        assertThat(inside).isGreaterThan(15);
    }

    private static void relative(double actual, double expected, double tolerance) {
        assertThat(actual).isCloseTo(expected, within(tolerance * Math.abs(expected)));
    }

    /// Some of the reference's points leave the range of the machine (7.2 to 12.8 C), where the reference extrapolates.
    @Test
    void agrees_with_the_running_points_of_the_reference_simulation() {
        Machine machine = machine("McQuay_WSC_471kW_5_89COP_Vanes");
        double[] leaving = Reference.series("electric-eir.txt", "chi.TEvaLvg");
        double[] condenser = Reference.series("electric-eir.txt", "chi.TConEnt");
        double[] load = Reference.series("electric-eir.txt", "chi.PLR1");
        double[] cycling = Reference.series("electric-eir.txt", "chi.CR");
        double[] cop = Reference.series("electric-eir.txt", "chi.COP");
        int running = 0;
        for (int i = 1; i < cop.length; i++) {
            if (cop[i] > 0) {
                ChillerCurves curves = machine.curves();
                double input = curves.energyInput().at(leaving[i] - ZERO_C, condenser[i] - ZERO_C)
                        * curves.partLoad().at(load[i]) * cycling[i];
                relative(load[i] * machine.cop() / input, cop[i], 0.01);
                running++;
            }
        }
        assertThat(running).isEqualTo(48);
    }

    @Test
    void twelve_of_159_published_machines_are_off_by_five_percent_at_their_own_reference() {
        assertThat(ChillerCatalog.all()).hasSize(159);
        long off = ChillerCatalog.all().values().stream().filter(machine -> {
            ChillerCurves curves = machine.curves();
            return Math.abs(curves.capacity().at(machine.leavingC(), machine.condenserC()) - 1) > 0.05
                    || Math.abs(curves.energyInput().at(machine.leavingC(), machine.condenserC()) - 1) > 0.05
                    || Math.abs(curves.partLoad().at(1) - 1) > 0.05;
        }).count();
        assertThat(off).isEqualTo(12);
    }

    @Test
    void the_machines_taken_by_default_are_those_of_the_catalog() {
        assertThat(machine("Trane_CVHE_1442kW_6_61COP_VSD").curves().capacity())
                .isEqualTo(ChillerCurves.VARIABLE_SPEED.capacity());
        assertThat(machine("York_YT_1055kW_5_96COP_Vanes").curves().energyInput())
                .isEqualTo(ChillerCurves.CONSTANT_SPEED.energyInput());
        assertThat(machine("York_YCAL0033EE_101kW_3_1COP_AirCooled").curves().partLoad())
                .isEqualTo(ChillerCurves.AIR_COOLED.partLoad());
    }

    @Test
    void every_machine_gives_finite_power_and_less_capacity_with_lift_far_outside_of_its_range() {
        for (Machine machine : ChillerCatalog.all().values()) {
            for (double leaving = 2; leaving <= 30; leaving += 4) {
                for (double condenser = -5; condenser <= 50; condenser += 5) {
                    double input = machine.curves().energyInputRatio(leaving, condenser);
                    assertThat(input).as("%s %s/%s", machine.name(), leaving, condenser).isFinite();
                    assertThat(machine.curves().capacityRatio(leaving, condenser)).isFinite();
                    assertThat(machine.curves().energyInputRatio(leaving, 55)).as(machine.name())
                            .isGreaterThan(machine.curves().energyInputRatio(leaving, 50) * 0.999);
                }
            }
        }
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

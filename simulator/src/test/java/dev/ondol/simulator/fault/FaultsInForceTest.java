package dev.ondol.simulator.fault;

import static dev.ondol.simulator.fault.FaultRig.equipment;
import static dev.ondol.simulator.fault.FaultRig.facility;
import static dev.ondol.simulator.fault.FaultRig.read;
import static dev.ondol.simulator.fault.FaultRig.sensor;
import static dev.ondol.simulator.fault.FaultRig.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.point.PointId;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.facility.Subsystem;
import dev.ondol.simulator.fault.Fault.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Equipment that breaks.
class FaultsInForceTest {
    private final FaultRig rig = new FaultRig();
    private final Facility sound = rig.sound;
    private final Facility broken = rig.broken;

    @Test
    void a_stopped_air_handler_shows_nothing_and_its_neighbours_blow_harder_until_it_is_back() {
        rig.run(60, equipment(Kind.UNIT_TRIP, "crah-h3-07", 120, 0));
        assertThat(read(broken, "crah-h3-07/active-power")).isZero();
        assertThat(read(broken, "crah-h3-07/fan-speed")).isZero();
        assertThat(read(broken, "crah-h3-08/fan-speed")).isGreaterThan(read(sound, "crah-h3-08/fan-speed") * 1.05);
        for (int i = 0; i < 240; i++) {
            broken.step(60);
        }
        FaultsInForce repaired = new FaultsInForce(FaultPlan.NONE, broken, 1);
        assertThat(repaired.inForce()).isEmpty();
    }

    @Test
    void a_fault_ends_at_its_time_and_everything_is_as_before() {
        rig.run(420, equipment(Kind.UNIT_TRIP, "crah-h3-07", 60, 0), equipment(Kind.FOULING, "crah-h3", 60, 50),
                equipment(Kind.STUCK_VALVE, "crah-h1", 60, 80), equipment(Kind.LEAK, "chilled-water", 60, 2));
        assertThat(broken.upkeep().conditions().values())
                .allSatisfy(bank -> assertThat(bank.cleanness() == 1 && Double.isNaN(bank.stuckAt())).isTrue());
        assertThat(read(broken, "crah-h3-07/active-power")).isPositive();
        assertThat(read(broken, "hall-h3/supply-air-temperature"))
                .isCloseTo(broken.setpoint(PointId.of("hall-h3/supply-air-temperature-setpoint")), within(0.3));
    }

    @Test
    void the_loss_of_a_whole_row_of_air_handlers_heats_the_hall() {
        Fault[] row = new Fault[3];
        for (int n = 0; n < row.length; n++) {
            row[n] = equipment(Kind.UNIT_TRIP, "crah-h1-0" + (n + 1), 60, 0);
        }
        rig.run(30, row);
        assertThat(broken.energy().maxInletC()).isGreaterThan(sound.energy().maxInletC() + 5);
    }

    @Test
    void a_standby_pump_takes_over_for_one_that_trips() {
        rig.run(60, equipment(Kind.UNIT_TRIP, "chilled-pump-01", 120, 0));
        assertThat(read(broken, "chilled-pump-01/active-power")).isZero();
        assertThat(read(broken, "chilled-pump-04/active-power")).isPositive();
        assertThat(read(sound, "chilled-pump-04/active-power")).isZero();
        assertThat(read(broken, "chilled-water/water-flow"))
                .isCloseTo(read(sound, "chilled-water/water-flow"), within(1e-9));
    }

    @Test
    void without_enough_pumps_the_loops_lose_flow_and_the_loads_warm_up() {
        rig.run(60, equipment(Kind.UNIT_TRIP, "chilled-pump-01", 120, 0),
                equipment(Kind.UNIT_TRIP, "chilled-pump-02", 120, 0),
                equipment(Kind.UNIT_TRIP, "chilled-pump-03", 120, 0),
                equipment(Kind.UNIT_TRIP, "chilled-pump-04", 120, 0),
                equipment(Kind.UNIT_TRIP, "facility-pump-01", 120, 0),
                equipment(Kind.UNIT_TRIP, "facility-pump-02", 120, 0),
                equipment(Kind.UNIT_TRIP, "facility-pump-03", 120, 0));
        assertThat(read(broken, "chilled-water/water-flow")).isLessThan(0.1 * read(sound, "chilled-water/water-flow"));
        assertThat(read(broken, "technology-loop-h1/supply-water-temperature"))
                .isGreaterThan(read(sound, "technology-loop-h1/supply-water-temperature") + 5);
        assertThat(broken.energy().maxInletC()).isGreaterThan(sound.energy().maxInletC() + 5);
    }

    @Test
    void a_supply_with_a_module_out_of_service_loads_the_others_and_a_side_that_is_overloaded_shows_it() {
        Fault[] modules = new Fault[25];
        for (int n = 0; n < modules.length; n++) {
            modules[n] = equipment(Kind.UNIT_TRIP, "ups-a-%02d".formatted(n + 1), 120, 0);
        }
        rig.run(10, modules);
        assertThat(read(broken, "ups-a/load-ratio")).isGreaterThan(100);
        assertThat(read(broken, "ups-b/load-ratio")).isCloseTo(read(sound, "ups-b/load-ratio"), within(0.5));
        assertThat(broken.upkeep().overloads()).containsExactly("ups-a");
        assertThat(sound.upkeep().overloads()).isEmpty();
    }

    @Test
    void stopped_chillers_let_the_chilled_water_warm_up() {
        Fault[] all = new Fault[5];
        for (int n = 0; n < all.length; n++) {
            all[n] = equipment(Kind.UNIT_TRIP, "chiller-0" + (n + 1), 60, 0);
        }
        rig.run(20, all);
        assertThat(read(broken, "chilled-water/supply-water-temperature"))
                .isGreaterThan(read(sound, "chilled-water/supply-water-temperature") + 3);
        assertThat(read(broken, "chiller-01/active-power")).isZero();
    }

    @Test
    void one_stopped_coolant_unit_is_replaced_by_the_spare_and_two_are_missed() {
        rig.run(30, equipment(Kind.UNIT_TRIP, "cdu-h1-01", 60, 0));
        assertThat(read(broken, "cdu-h1-01/active-power")).isZero();
        assertThat(read(broken, "cdu-h1-04/active-power")).isPositive();
        assertThat(read(sound, "cdu-h1-04/active-power")).isZero();
        assertThat(read(broken, "technology-loop-h1/water-flow"))
                .isEqualTo(read(sound, "technology-loop-h1/water-flow"));
    }

    @Test
    void three_stopped_coolant_units_of_four_let_the_loop_warm_up() {
        rig.run(30, equipment(Kind.UNIT_TRIP, "cdu-h1-01", 60, 0), equipment(Kind.UNIT_TRIP, "cdu-h1-02", 60, 0),
                equipment(Kind.UNIT_TRIP, "cdu-h1-03", 60, 0));
        assertThat(read(broken, "technology-loop-h1/supply-water-temperature"))
                .isGreaterThan(read(sound, "technology-loop-h1/supply-water-temperature") + 1);
    }

    @Test
    void fouled_coils_open_their_valves_and_fouled_towers_turn_their_fans_faster() {
        rig.run(120, equipment(Kind.FOULING, "crah-h3", 500, 30), equipment(Kind.FOULING, "tower", 500, 30));
        assertThat(read(broken, "crah-h3-01/valve-position")).isGreaterThan(read(sound, "crah-h3-01/valve-position"));
        assertThat(broken.energy().kwh(Subsystem.TOWERS)).isGreaterThan(1.02 * sound.energy().kwh(Subsystem.TOWERS));
    }

    @Test
    void a_valve_stuck_open_overcools_and_one_stuck_shut_does_not_cool() {
        rig.run(30, equipment(Kind.STUCK_VALVE, "crah-h3", 60, 100), equipment(Kind.STUCK_VALVE, "crah-h1", 60, 0));
        assertThat(read(broken, "hall-h3/supply-air-temperature"))
                .isLessThan(read(sound, "hall-h3/supply-air-temperature") - 1);
        assertThat(read(broken, "hall-h1/supply-air-temperature"))
                .isGreaterThan(read(sound, "hall-h1/supply-air-temperature") + 3);
        assertThat(read(broken, "crah-h3-01/valve-position")).isGreaterThan(98);
    }

    @Test
    void a_leak_costs_water_and_its_cold() {
        rig.run(60, equipment(Kind.LEAK, "facility-water", 60, 2));
        double litres = broken.energy().waterLitres() - sound.energy().waterLitres();
        assertThat(litres).isCloseTo(2 * 3600, within(600.0));
    }

    @Test
    void a_dip_of_the_grid_stops_compressors_and_fans_outdoors_for_its_time() {
        rig.run(5, site(Kind.UTILITY_DIP, 10));
        assertThat(read(broken, "chiller-01/run-status")).isZero();
        assertThat(broken.energy().kwh(Subsystem.CHILLERS)).isLessThan(sound.energy().kwh(Subsystem.CHILLERS));
        assertThat(read(broken, "tower-01/active-power")).isZero();
        assertThat(read(broken, "meter-it/active-power")).isPositive();
        assertThat(broken.energy().kwh(Subsystem.DRY_COOLERS)).isLessThan(sound.energy().kwh(Subsystem.DRY_COOLERS));
    }

    @Test
    void supplies_leave_eco_mode_in_a_dip_and_when_a_module_trips() {
        broken.operateUps(false, true);
        rig.run(5, site(Kind.UTILITY_DIP, 10));
        assertThat(read(broken, "ups-a/active-power")).isCloseTo(read(sound, "ups-a/active-power"), within(5.0));
        Facility tripped = facility(24);
        tripped.operateUps(false, true);
        tripped.step(60);
        assertThat(read(tripped, "ups-a/active-power")).isLessThan(0.4 * read(sound, "ups-a/active-power"));
        tripped.upkeep().outOfService("ups-b-07", true);
        tripped.step(60);
        assertThat(read(tripped, "ups-a/active-power")).isGreaterThan(0.9 * read(sound, "ups-a/active-power"));
    }

    @Test
    void what_does_not_fit_the_site_is_named_all_at_once() {
        assertThatThrownBy(() -> new FaultsInForce(new FaultPlan(List.of(
                equipment(Kind.UNIT_TRIP, "chiller-09", 60, 0), equipment(Kind.FOULING, "boiler", 60, 10),
                equipment(Kind.LEAK, "roof", 60, 1),
                sensor(Kind.SENSOR_FREEZE, "hall-h9/airflow", 60, Optional.empty()))), broken, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no unit chiller-09")
                .hasMessageContaining("no bank boiler").hasMessageContaining("no loop roof")
                .hasMessageContaining("no point hall-h9/airflow");
    }
}

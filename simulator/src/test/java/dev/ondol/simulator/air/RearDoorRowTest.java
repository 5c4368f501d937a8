package dev.ondol.simulator.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.weather.WeatherSample;
import org.junit.jupiter.api.Test;

class RearDoorRowTest {
    private static final Site SITE = SiteReader.builtIn("kr-edge").orElseThrow();
    private static final Hall HALL = SITE.halls().getFirst();
    private static final WeatherSample MILD = new WeatherSample(15, 11, 8, 0.63, 2, 101_325, 0);
    private static final double DESIGN_KG_S = 54;

    private static RearDoorRow doors() {
        return new RearDoorRow(HALL.rearDoors().orElseThrow(), HALL.crah().orElseThrow(), DESIGN_KG_S);
    }

    @Test
    void a_door_takes_its_capacity_at_the_design_point() {
        RearDoorRow doors = doors();
        doors.cool(36, DESIGN_KG_S * MoistAir.SPECIFIC_HEAT, 10, 18);
        assertThat(doors.heatW()).isCloseTo(16 * 40_000, within(1.0));
        assertThat(doors.valve()).isCloseTo(1, within(1e-3));
        assertThat(doors.fanW()).isCloseTo(16 * 600, within(1e-6));
    }

    @Test
    void valves_hold_the_air_behind_the_doors_two_kelvin_above_the_supply() {
        RearDoorRow doors = doors();
        double airWK = 0.7 * DESIGN_KG_S * MoistAir.SPECIFIC_HEAT;
        doors.cool(33, airWK, 23, 16);
        assertThat(33 - (doors.heatW() - doors.fanW()) / airWK).isCloseTo(25, within(1e-9));
        assertThat(doors.valve()).isBetween(0.05, 0.95);
        assertThat(doors.waterLS()).isPositive();
        assertThat(doors.fanW()).isCloseTo(0.343 * 16 * 600, within(1.0));
    }

    @Test
    void warm_water_takes_no_heat_and_gives_none() {
        RearDoorRow doors = doors();
        doors.cool(30, 30_000, 22, 35);
        assertThat(doors.heatW()).isZero();
        assertThat(doors.waterLS()).isZero();
    }

    @Test
    void doors_take_the_heat_of_their_racks_out_of_the_hall() {
        ItLoad it = new ItLoad(SITE);
        HallAir hall = new HallAir(HALL, it, 0, it.racks(), 1);
        for (int i = 0; i < 400; i++) {
            hall.step(60, 22, 6, 16, MILD, 5_000);
            assertThat(hall.imbalanceW()).isCloseTo(0, within(1e-3));
        }
        double behindDoors = 0;
        for (int rack = 0; rack < 16; rack++) {
            behindDoors += it.airHeatW(rack);
        }
        double left = hall.airHeatW() - behindDoors;
        assertThat(hall.doorFanW()).isPositive();
        assertThat(hall.chilledW()).isCloseTo(hall.airHeatW() + 5_000 + hall.electricW(), within(50.0));
        assertThat(hall.returnC()).isLessThan(22 + (hall.airHeatW() / (left + 1)) * 12);
        assertThat(hall.chilledW() - left).isGreaterThan(0.5 * behindDoors);
    }
}

package dev.ondol.simulator.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.AirHandlers;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HallAirTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final WeatherSample MILD = new WeatherSample(15, 11, 8, 0.63, 2, 101_325, 0);
    private static final int SERVICE_FIRST = 24 + 24 + 96 + 64;

    private static Hall serviceHall(double recirculation, double bypass, boolean variableSpeed) {
        AirHandlers crah = new AirHandlers(3, 400_000, 27.6, 450, 21_000, variableSpeed, 16, 24, 36);
        return new Hall("x", recirculation, bypass,
                List.of(new RackGroup("rack-x", 120, Optional.empty(), 0, 8000, Optional.of(0.72))),
                Optional.of(crah), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    private static HallAir hall(ItLoad it, double recirculation, double bypass, boolean variableSpeed) {
        return new HallAir(serviceHall(recirculation, bypass, variableSpeed), it, SERVICE_FIRST, 120, 4);
    }

    @Test
    void a_tight_hall_supplies_what_the_servers_draw_at_the_supply_temperature() {
        ItLoad it = new ItLoad(SITE);
        HallAir hall = hall(it, 0, 0, true);
        for (int i = 0; i < 600; i++) {
            hall.step(30, 22, 5, 14, MILD, 0);
        }
        double servers = 0;
        for (int rack = SERVICE_FIRST; rack < it.racks(); rack++) {
            assertThat(it.inletC(rack)).isCloseTo(22, within(1e-3));
            servers += it.flowKgS(rack);
        }
        assertThat(hall.airflowM3S() * MoistAir.STANDARD_DENSITY).isCloseTo(servers, within(1e-9));
        assertThat(hall.chilledW()).isCloseTo(hall.airHeatW() + hall.fanW(), within(1.0));
        assertThat(hall.returnC() - 22).isCloseTo(hall.airHeatW() / (servers * MoistAir.SPECIFIC_HEAT), within(0.01));
    }

    @Test
    void inlets_of_the_racks_average_to_the_hall_value() {
        ItLoad it = new ItLoad(SITE);
        HallAir hall = hall(it, 0.1, 0.05, true);
        for (int i = 0; i < 300; i++) {
            hall.step(60, 22, 5, 14, MILD, 0);
        }
        double flow = 0;
        double weighted = 0;
        for (int rack = SERVICE_FIRST; rack < it.racks(); rack++) {
            flow += it.flowKgS(rack);
            weighted += it.flowKgS(rack) * it.inletC(rack);
        }
        double expected = 0.9 * hall.supplyC() + 0.1 * hall.hotAisleC();
        assertThat(weighted / flow).isCloseTo(expected, within(0.01));
        assertThat(hall.highestInletC()).isGreaterThan(expected + 0.3);
    }

    @Test
    void heat_is_conserved_in_any_state_and_step() {
        long seed = 21;
        SplittableRandom random = new SplittableRandom(seed);
        ItLoad it = new ItLoad(SITE);
        for (boolean variable : new boolean[]{true, false}) {
            HallAir hall = hall(it, 0.2, 0.1, variable);
            for (int i = 0; i < 3000; i++) {
                hall.step(random.nextDouble(1, 60), random.nextDouble(16, 30), random.nextDouble(0.5, 20),
                        random.nextDouble(5, 40), MILD, random.nextDouble(0, 20_000));
                assertThat(hall.imbalanceW()).as("seed %d, step %d", seed, i)
                        .isCloseTo(0, within(1e-6 * hall.airHeatW()));
                assertThat(hall.highestInletC()).isBetween(5.0, 120.0);
            }
        }
    }

    @Test
    void without_cold_water_the_hall_warms_up_as_its_heat_capacity_says() {
        ItLoad it = new ItLoad(SITE);
        HallAir hall = hall(it, 0.05, 0.05, true);
        for (int i = 0; i < 600; i++) {
            hall.step(10, 22, 5, 14, MILD, 0);
        }
        double before = hall.energyJ();
        double heatJ = 0;
        for (int i = 0; i < 60; i++) {
            hall.step(10, 22, 5, 200, MILD, 0); // water far too hot: the coil gives no cooling
            heatJ += 10 * (hall.airHeatW() + hall.electricW() - hall.rejectedW()); // rejected: latent heat of outdoor air
        }
        assertThat(hall.chilledW()).isZero();
        assertThat(hall.energyJ() - before).isCloseTo(heatJ, within(1e-6 * heatJ));
        assertThat(hall.highestInletC()).isGreaterThan(30);
    }

    @Test
    void more_pressure_costs_fan_power_and_keeps_inlets_cooler() {
        double lastFan = 0;
        double lastInlet = 100;
        for (double pascal = 2; pascal <= 20; pascal += 3) {
            ItLoad it = new ItLoad(SITE);
            HallAir hall = hall(it, 0.05, 0.05, true);
            for (int i = 0; i < 300; i++) {
                hall.step(60, 22, pascal, 14, MILD, 0);
            }
            assertThat(hall.pressurePa()).isEqualTo(pascal);
            assertThat(hall.fanW()).isGreaterThan(lastFan);
            assertThat(hall.highestInletC()).isLessThan(lastInlet);
            lastFan = hall.fanW();
            lastInlet = hall.highestInletC();
        }
    }

    @Test
    void air_splits_without_loss() {
        long seed = 2;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            Hall hall = serviceHall(random.nextDouble(0, 0.4), random.nextDouble(0, 0.4), random.nextBoolean());
            Containment split = new Containment(hall, HallCooler.of(hall), 90);
            double servers = random.nextDouble(5, 200);
            split.balance(servers, random.nextDouble(0, 25));
            double throughServers = servers * (1 - split.recirculated());
            String what = "seed %d, try %d".formatted(seed, i);
            assertThat(split.supplyKgS() * (1 - split.bypassed())).as(what)
                    .isCloseTo(throughServers, within(1e-9 * servers));
            assertThat(split.recirculated()).as(what).isBetween(0.0, 1.0);
            assertThat(split.bypassed()).as(what).isBetween(0.0, 1.0);
            assertThat(split.speed()).as(what).isBetween(0.19, 1.0 + 1e-9);
        }
    }
}

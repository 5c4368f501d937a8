package dev.ondol.simulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.gateway.Plant;
import dev.ondol.gateway.PlantAccount;
import dev.ondol.simulator.cluster.Cluster;
import dev.ondol.simulator.cluster.FirstFitPacked;
import dev.ondol.simulator.cluster.Placer;
import dev.ondol.simulator.cluster.Situation;
import dev.ondol.simulator.control.GoodPracticeControl;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.fault.Fault;
import dev.ondol.simulator.fault.FaultPlan;
import dev.ondol.simulator.fault.FaultsInForce;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherSample;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SimulatedPlantTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final PointCatalog CATALOG = PointCatalog.of(SITE);
    private static final long START = 1_700_000_100_000L;
    private static final PointId SUPPLY = PointId.of(SITE.halls().getFirst().equipment(),
            Quantity.SUPPLY_AIR_TEMPERATURE_SETPOINT);

    @Test
    void timePassesJobsRunAndNearlyEveryPointHasAReading() {
        Plant plant = plant(new FirstFitPacked());
        for (long at = START; at <= START + 600_000; at += 15_000) {
            plant.advance(at);
            if (at % 60_000 == 0) {
                plant.tickScheduler(at);
            }
        }
        assertThat(plant.time()).isEqualTo(START + 600_000);
        assertThat(plant.readings(CATALOG.all())).hasSizeGreaterThan(CATALOG.all().size() * 9 / 10)
                .allSatisfy((id, value) -> assertThat(value).isFinite());
        PlantAccount account = plant.account();
        assertThat(account.itKwh()).isPositive();
        assertThat(account.pue()).isBetween(1.0, 2.0);
        assertThat(account.maxInletC()).isBetween(10.0, 40.0);
        assertThat(account.jobsSubmitted()).isPositive();
    }

    @Test
    void faultsBeginAndEndAndALostNetworkLeavesTheReadingsToTheGateway() {
        Facility facility = facility();
        Cluster cluster = new Cluster(facility.it(), new TypicalWorkload(SITE, 1), new FirstFitPacked());
        String begin = LocalDateTime.ofInstant(Instant.ofEpochMilli(START + 60_000), SITE.location().zone()).toString();
        FaultPlan plan = new FaultPlan(List.of(
                new Fault(Fault.Kind.NETWORK_LOSS, Optional.empty(), Optional.empty(), begin, 5, Optional.empty()),
                new Fault(Fault.Kind.UNIT_TRIP, Optional.of("crah-h3-07"), Optional.empty(), begin, 5,
                        Optional.empty())));
        Plant plant = new SimulatedPlant(facility, cluster, new FaultsInForce(plan, facility, 1));
        PointId fan = PointId.of("crah-h3-07/fan-speed");
        plant.advance(START + 60_000);
        assertThat(plant.networkLost()).isFalse();
        plant.advance(START + 120_000);
        assertThat(plant.networkLost()).isTrue();
        assertThat(plant.readings(CATALOG.all())).hasSizeGreaterThan(CATALOG.all().size() * 9 / 10)
                .containsEntry(fan, 0.0);
        plant.advance(START + 420_000);
        assertThat(plant.networkLost()).isFalse();
        assertThat(plant.readings(CATALOG.all()).get(fan)).isPositive();
    }

    @Test
    void theEndOfATimeInThePastChangesNothing() {
        Plant plant = plant(new FirstFitPacked());
        plant.advance(START - 60_000);
        assertThat(plant.time()).isEqualTo(START);
    }

    @Test
    void aWrittenSetpointIsInForceUntilItIsGivenBackAndThenMovesOnWithoutABump() {
        Plant plant = plant(new FirstFitPacked());
        plant.advance(START + 60_000);
        double wanted = CATALOG.find(SUPPLY).flatMap(Point::limits).orElseThrow().min() + 1;
        assertThat(plant.write(SUPPLY, wanted)).isTrue();
        plant.advance(START + 120_000);
        assertThat(plant.setpoint(SUPPLY)).isEqualTo(wanted);
        plant.relinquishAll();
        assertThat(plant.setpoint(SUPPLY)).isCloseTo(wanted, within(0.01));
    }

    @Test
    void setpointsAreGivenBackAtOnceEvenWhileTheSchedulerWaitsForItsPlacements() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        Plant plant = plant(new Placer() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public void place(Situation situation) {
                asked.countDown();
                try {
                    answered.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public Placer atBeginning() {
                return new FirstFitPacked();
            }
        });
        Point cap = CATALOG.writable().stream().filter(point -> point.quantity() == Quantity.POWER_CAP_SETPOINT)
                .findFirst().orElseThrow();
        assertThat(plant.write(cap.id(), 60)).isTrue();
        Thread ticking = Thread.ofVirtual().start(() -> plant.tickScheduler(START));
        asked.await();
        plant.relinquishAll();
        assertThat(ticking.isAlive()).as("giving back did not wait for the scheduler").isTrue();
        answered.countDown();
        assertThat(plant.setpoint(cap.id())).isEqualTo(100);
        ticking.join();
    }

    private static Plant plant(Placer placer) {
        Facility facility = facility();
        return new SimulatedPlant(facility, new Cluster(facility.it(), new TypicalWorkload(SITE, 1), placer));
    }

    private static Facility facility() {
        WeatherSample mild = new WeatherSample(15, 11, 8, 0.6, 2, 101_325, 0);
        Weather weather = new Weather() {
            @Override
            public WeatherSample at(long plantMillis) {
                return mild;
            }

            @Override
            public long firstMillis() {
                return START;
            }

            @Override
            public String name() {
                return "mild";
            }
        };
        return new Facility(SITE, new GoodPracticeControl(), weather, START, 1);
    }
}

package dev.ondol.proof.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.metering.JobMeter;
import dev.ondol.optimizer.metering.Ledger;
import dev.ondol.optimizer.metering.Outlay;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.observe.Readings;
import dev.ondol.optimizer.placement.PlacementDesk;
import dev.ondol.simulator.cluster.RestPlacer;
import dev.ondol.simulator.facility.EnergyAccount;
import dev.ondol.simulator.run.Policy;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;
import dev.ondol.simulator.weather.WeatherFiles;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What jobs took by the optimizer's meter, beside what the simulated plant took by its own account.
class JobMeteringTest {
    private static final int MINUTES = 4 * 60;

    @Test
    void jobsAndIdleTogetherAreWhatThePlantTook() throws Exception {
        metered("kr-hn1", 1, LocalDate.of(2021, 7, 15));
        metered("kr-edge", 2, LocalDate.of(2021, 1, 15));
    }

    private static void metered(String id, long seed, LocalDate day) throws Exception {
        Site site = SiteReader.builtIn(id).orElseThrow();
        PointCatalog catalog = PointCatalog.of(site);
        List<Actuator> actuators = Actuator.of(site, catalog);
        Nodes nodes = new Nodes(site);
        PlacementDesk desk = new PlacementDesk(new PlantModel(site, actuators), nodes, new Unrecorded());
        Simulation simulation = new Simulation(new Scenario(site, Policy.GOOD_PRACTICE, WeatherFiles.open("seoul", site
                .location(), seed), new TypicalWorkload(site, seed), day, 2, 60, seed), new AsBuilt(seed),
                new RestPlacer(new DeskPlacement(desk), "test", () -> Instant.EPOCH));
        Readings readings = new Readings(catalog);
        JobMeter meter = new JobMeter(new PlantModel(site, actuators), nodes, readings);
        Set<String> seen = new HashSet<>();
        EnergyAccount before = simulation.facility().energy();
        for (int minute = 0; minute <= MINUTES; minute++) {
            desk.clock(simulation.time());
            simulation.step();
            read(simulation, catalog, readings);
            desk.read(account -> {
                meter.read(account, simulation.time());
                account.jobs().forEach(job -> seen.add(job.request().jobId()));
                return true;
            });
            if (minute == 0) {
                before = simulation.facility().energy();
            }
        }
        EnergyAccount after = simulation.facility().energy();
        Ledger ledger = meter.ledger();
        List<Outlay> jobs = seen.stream().map(meter::cost).flatMap(Optional::stream).map(cost -> cost.used()).toList();
        assertThat(jobs).as(id).hasSizeGreaterThan(20);
        double kwh = after.facilityKwh() - before.facilityKwh();
        same(id, jobs.stream().mapToDouble(Outlay::kwh).sum() + ledger.idle().kwh(), kwh);
        same(id, jobs.stream().mapToDouble(Outlay::itKwh).sum() + ledger.idle().itKwh(), after.itKwh() - before
                .itKwh());
        same(id, jobs.stream().mapToDouble(Outlay::coolingKwh).sum() + ledger.idle().coolingKwh(), after.coolingKwh()
                - before.coolingKwh());
        if (site.cooling().towers().isPresent()) {
            same(id, jobs.stream().mapToDouble(Outlay::litres).sum() + ledger.idle().litres(), after.waterLitres()
                    - before.waterLitres());
        }
        assertThat(ledger.jobs().kwh()).as(id).isBetween(0.2 * kwh, 0.95 * kwh);
    }

    /// To the litre and the Wh in all: frames carry so many digits.
    private static void same(String id, double metered, double taken) {
        assertThat(metered).as(id).isCloseTo(taken, within(1e-4 * taken + 1));
    }

    private static void read(Simulation simulation, PointCatalog catalog, Readings readings) {
        Map<PointId, Double> values = new HashMap<>();
        for (Point point : catalog.all()) {
            double reading = simulation.facility().reading(point.id());
            if (Double.isFinite(reading)) {
                values.put(point.id(), reading);
            }
        }
        readings.frame(new Frame("test", 1, simulation.time(), values, Map.of()));
    }
}

package dev.ondol.optimizer.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.optimizer.observe.Readings;
import dev.ondol.optimizer.solve.Scenes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class JobMeterTest {
    private static final long MINUTE = 60_000;
    private static final long SEED = Long.getLong("ondol.seed", 1);

    /// A site whose meters are fed by hand, and jobs that come and go.
    private static final class Metered {
        final Scenes scenes;
        final Readings readings;
        final JobMeter meter;
        final Map<String, String> placementOfJob = new LinkedHashMap<>();
        final List<String> everRun = new ArrayList<>();
        private final Map<PointId, Double> values = new HashMap<>();
        private long frames;
        long now = Scenes.CYCLE;
        double facilityKwh = 5e6;
        double itKwh = 4e6;
        double coolingKwh = 7e5;
        double waterM3 = 1234;
        double money;
        double kgCO2;

        Metered(String site) {
            scenes = new Scenes(site);
            readings = new Readings(PointCatalog.of(scenes.site));
            meter = new JobMeter(scenes.model, scenes.nodes, readings);
        }

        void value(String equipment, Quantity quantity, double value) {
            values.put(PointId.of(equipment, quantity), value);
        }

        void count(double hours, double itKw, double coolingKw, double lossKw, double m3) {
            EnergyMarket market = EnergyMarket.korea(scenes.site.location().zone());
            double kwh = hours * (itKw + coolingKw + lossKw);
            facilityKwh += kwh;
            itKwh += hours * itKw;
            coolingKwh += hours * coolingKw;
            waterM3 += m3;
            money += kwh * market.pricePerKwh(now);
            kgCO2 += kwh * market.carbonKgPerKwh(now);
            now += Math.round(hours * 60 * MINUTE);
        }

        void tell(boolean counters) {
            if (counters) {
                value(PointCatalog.FACILITY_METER, Quantity.ACTIVE_ENERGY, facilityKwh);
                value(PointCatalog.IT_METER, Quantity.ACTIVE_ENERGY, itKwh);
                value(PointCatalog.COOLING_METER, Quantity.ACTIVE_ENERGY, coolingKwh);
                value(PointCatalog.WATER_METER, Quantity.MAKEUP_WATER_VOLUME, waterM3);
            }
            readings.frame(new Frame("test", ++frames, now, Map.copyOf(values), Map.of()));
            values.clear();
            scenes.desk.clock(now);
            scenes.desk.read(account -> {
                meter.read(account, now);
                return true;
            });
        }

        void start(PlacementRequest request) {
            Placement placement = scenes.desk.submit(request, Optional.empty()).placement();
            if (placement.state() == Placement.State.PLACED) {
                scenes.desk.event(placement.placementId(), new PlacementEvent(PlacementEvent.Type.STARTED, now));
                placementOfJob.put(request.jobId(), placement.placementId());
                everRun.add(request.jobId());
            } else {
                scenes.desk.cancel(placement.placementId());
            }
        }

        void end(String jobId) {
            scenes.desk.event(java.util.Objects.requireNonNull(placementOfJob.remove(jobId)), new PlacementEvent(
                    PlacementEvent.Type.FINISHED, now));
        }

        double ofJobs(ToDoubleFunction<Outlay> part) {
            return everRun.stream().map(meter::cost).flatMap(Optional::stream).mapToDouble(cost -> part.applyAsDouble(
                    cost.used())).sum();
        }
    }

    @Test
    void jobsAndIdleTogetherAreWhatTheCountersShowWhateverRuns() {
        for (long seed = SEED; seed < SEED + 12; seed++) {
            Random random = new Random(seed);
            Metered site = new Metered(seed % 3 == 0 ? "kr-edge" : "kr-hn1");
            double itAt = site.itKwh;
            double coolingAt = site.coolingKwh;
            double facilityAt = site.facilityKwh;
            double waterAt = site.waterM3;
            List<String> models = List.copyOf(site.scenes.nodes.models());
            site.tell(true);
            for (int minute = 0; minute < 60; minute++) {
                if (random.nextInt(2) == 0) {
                    site.start(site.scenes.job(models.get(random.nextInt(models.size())), 1 + random.nextInt(12),
                            random));
                }
                if (random.nextInt(3) == 0 && !site.placementOfJob.isEmpty()) {
                    site.end(site.placementOfJob.keySet().iterator().next());
                }
                site.count(1 / 60.0, 2_000 * random.nextDouble(), 500 * random.nextDouble(), 300 * random.nextDouble(),
                        random.nextDouble());
                for (int node = 0; node < site.scenes.nodes.count(); node++) {
                    if (random.nextInt(10) > 0) {
                        site.value(site.scenes.nodes.name(node), Quantity.ACTIVE_POWER, 12 * random.nextDouble());
                    }
                }
                site.tell(random.nextInt(8) > 0);
            }
            site.count(1 / 60.0, 1_000, 100, 100, 0.1);
            site.tell(true);
            Ledger ledger = site.meter.ledger();
            String of = "seed " + seed;
            boolean water = site.scenes.site.cooling().towers().isPresent();
            assertThat(site.everRun).as(of).isNotEmpty();
            same(of, site.ofJobs(Outlay::itKwh) + ledger.idle().itKwh(), site.itKwh - itAt);
            same(of, site.ofJobs(Outlay::coolingKwh) + ledger.idle().coolingKwh(), site.coolingKwh - coolingAt);
            same(of, site.ofJobs(Outlay::kwh) + ledger.idle().kwh(), site.facilityKwh - facilityAt);
            same(of, site.ofJobs(Outlay::litres) + ledger.idle().litres(), water
                    ? 1000 * (site.waterM3 - waterAt)
                    : 0);
            same(of, ledger.jobs().kwh(), site.ofJobs(Outlay::kwh));
            same(of, site.ofJobs(used -> used.cost().amount()) + ledger.idle().cost().amount(), ledger.facility()
                    .cost().amount());
            // The test prices minute by minute; gaps of silent counters are priced by their mean, within half an hour.
            assertThat(ledger.facility().cost().amount()).as(of).isCloseTo(site.money, within(0.05 * site.money));
            assertThat(ledger.facility().kgCO2()).as(of).isCloseTo(site.kgCO2, within(0.05 * site.kgCO2));
            assertThat(ledger.facility().kwh()).as(of).isCloseTo(site.facilityKwh - facilityAt, within(1e-6));
            assertThat(ledger.jobs().itKwh()).as(of).isPositive();
            assertThat(ledger.idle().itKwh()).as(of).isPositive();
        }
    }

    private static void same(String of, double sum, double whole) {
        assertThat(sum).as(of).isCloseTo(whole, within(1e-9 * Math.max(1, Math.abs(whole)) + 1e-6));
    }

    @Test
    void aJobOnLiquidCooledNodesTakesLessCoolingAndWaterThanOneInAir() {
        Metered site = new Metered("kr-hn1");
        site.start(Scenes.job("liquid", "GB200", 4, 4, JobClass.TRAINING, 3_600_000, null));
        site.start(Scenes.job("air", "L40S", 4, 8, JobClass.TRAINING, 3_600_000, null));
        assertThat(site.everRun).containsExactly("liquid", "air");
        site.tell(true);
        site.value(PointCatalog.COOLING_METER, Quantity.ACTIVE_POWER, 1_000);
        PointCatalog.of(site.scenes.site).all().stream().filter(point -> point.quantity() == Quantity.ACTIVE_POWER
                && (point.id().equipment().startsWith("cdu-") || point.id().equipment().startsWith("facility-pump-")
                        || point.id().equipment().startsWith("dry-cooler-")))
                .forEach(point -> site.values.put(point.id(), 1.0));
        site.count(1 / 60.0, 6_000, 1_000, 500, 1);
        site.tell(true);
        Outlay liquid = site.meter.cost("liquid").orElseThrow().used();
        Outlay air = site.meter.cost("air").orElseThrow().used();
        assertThat(liquid.coolingKwh() / liquid.itKwh()).isLessThan(0.7 * air.coolingKwh() / air.itKwh());
        assertThat(liquid.litres() / liquid.itKwh()).isLessThan(0.5 * air.litres() / air.itKwh());
        assertThat(liquid.lossKwh() / liquid.itKwh()).isCloseTo(air.lossKwh() / air.itKwh(), within(1e-12));
    }

    @Test
    void racksWithoutNodesCountAsTheirMetersShowAndAsDescribedWhereTheyShowNothing() {
        double byDescription = jobsShareWhereServiceRacksDraw("kr-edge", Double.NaN);
        double asDescribed = jobsShareWhereServiceRacksDraw("kr-edge", 0.72 * 8);
        double less = jobsShareWhereServiceRacksDraw("kr-edge", 0.94 * 0.72 * 8);
        assertThat(asDescribed).isCloseTo(byDescription, within(1e-9));
        assertThat(less).as("the job's part of the counters grows where others take less")
                .isGreaterThan(1.01 * asDescribed);
    }

    /// @param rackKw what each rack's meter shows; NaN: it shows nothing
    private static double jobsShareWhereServiceRacksDraw(String of, double rackKw) {
        Metered site = new Metered(of);
        site.start(Scenes.job("one", site.scenes.nodes.type(0).gpuModel(), 1, 8, JobClass.BATCH, 3_600_000, null));
        site.tell(true);
        for (int rack = 1; rack <= 12 && !Double.isNaN(rackKw); rack++) {
            site.value("rack-s1-%03d".formatted(rack), Quantity.ACTIVE_POWER, rackKw);
        }
        site.count(1 / 60.0, 300, 30, 20, 0);
        site.tell(true);
        Ledger ledger = site.meter.ledger();
        return ledger.jobs().itKwh() / ledger.facility().itKwh();
    }

    @Test
    void whatAJobTookIsStillToldAfterItsEndAndGrowsNoMore() {
        Metered site = new Metered("kr-edge");
        site.start(Scenes.job("short", site.scenes.nodes.type(0).gpuModel(), 1, 4, JobClass.BATCH, 3_600_000, null));
        site.tell(true);
        site.count(1 / 60.0, 300, 30, 20, 0);
        site.tell(true);
        JobCost first = site.meter.cost("short").orElseThrow();
        assertThat(first.running()).isTrue();
        assertThat(first.used().itKwh()).isPositive();
        site.end("short");
        site.count(1 / 60.0, 300, 30, 20, 0);
        site.tell(true);
        JobCost last = site.meter.cost("short").orElseThrow();
        assertThat(last.running()).isFalse();
        assertThat(last.used()).isEqualTo(first.used());
        assertThat(last.to()).isEqualTo(first.to());
    }

    @Test
    void aCounterThatGoesBackBeginsAnew() {
        Metered site = new Metered("kr-edge");
        site.tell(true);
        site.facilityKwh = 10;
        site.itKwh = 8;
        site.coolingKwh = 1;
        site.now += MINUTE;
        site.tell(true);
        assertThat(site.meter.ledger().facility().kwh()).isZero();
        site.count(1 / 60.0, 300, 30, 20, 0);
        site.tell(true);
        assertThat(site.meter.ledger().facility().kwh()).isCloseTo(350 / 60.0, within(1e-9));
    }
}

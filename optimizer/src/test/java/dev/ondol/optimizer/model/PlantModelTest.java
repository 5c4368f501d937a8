package dev.ondol.optimizer.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.optimizer.model.Actuator.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlantModelTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final List<Actuator> ACTUATORS = Actuator.of(SITE, PointCatalog.of(SITE));
    private final PlantModel model = new PlantModel(SITE, ACTUATORS);
    private final double[] airW = {250e3, 250e3, 2.0e6, 1.2e6};
    private final double[] liquidW = {1.5e6, 1.5e6, 0, 0};

    private static double[] setpoints(double supplyC, double pressurePa, double chilledC, double condenserC,
            double loopC) {
        return ACTUATORS.stream().mapToDouble(actuator -> switch (actuator.kind()) {
            case SUPPLY_AIR -> supplyC;
            case PRESSURE -> pressurePa;
            case CHILLED_WATER -> chilledC;
            case CONDENSER_WATER -> condenserC;
            case TECHNOLOGY_LOOP -> loopC;
            case COOLANT_FLOW -> actuator.limits().max();
            case UPS_MODULES -> SITE.electrical().ups().modules();
            case UPS_ECO -> 0;
        }).toArray();
    }

    private Estimate at(Outdoor outdoor, double[] setpoints) {
        Estimate out = new Estimate(model.halls());
        model.evaluate(outdoor, Calibration.nameplate(model.halls()), airW, liquidW, setpoints, out);
        return out;
    }

    private static Outdoor outdoor(double wetBulbC) {
        return new Outdoor(wetBulbC + 4, wetBulbC, wetBulbC - 2);
    }

    @Test
    void fewerModulesOfTheSuppliesLoseLessAndNeverFewerRunThanLoadAndSparesNeed() {
        var ups = SITE.electrical().ups();
        double loadW = 9e6;
        double all = PlantModel.upsLossW(ups, loadW, ups.modules(), false);
        assertThat(PlantModel.upsLossW(ups, loadW, 20, false)).isLessThan(all);
        double least = Math.ceil(loadW / ups.sides() / (0.8 * ups.moduleW())) + ups.redundantModules();
        assertThat(PlantModel.upsLossW(ups, loadW, 3, false)).isEqualTo(PlantModel.upsLossW(ups, loadW, least, false));
        assertThat(all).isEqualTo(ups.sides() * ups.modules() * ups.moduleW() * ups.loss().at(loadW / ups.sides() / ups
                .modules() / ups.moduleW()), org.assertj.core.api.Assertions.within(1.0));
    }

    @Test
    void whereTheOperatorAllowsItEcoModeIsASetpointOfTheModelThatCostsLess() {
        Site allowing = SITE.allowingUpsEco();
        List<Actuator> actuators = Actuator.of(allowing, PointCatalog.of(allowing));
        assertThat(ACTUATORS).noneMatch(actuator -> actuator.kind() == Kind.UPS_ECO);
        Actuator eco = actuators.getLast();
        assertThat(eco.kind()).isEqualTo(Kind.UPS_ECO);
        assertThat(eco.size()).isEqualTo(2);
        PlantModel of = new PlantModel(allowing, actuators);
        double[] setpoints = Arrays.copyOf(setpoints(22, 10, 17, 22, 36), actuators.size());
        Estimate out = new Estimate(of.halls());
        of.evaluate(outdoor(5), Calibration.nameplate(of.halls()), airW, liquidW, setpoints, out);
        double doubleW = out.lossW;
        setpoints[eco.index()] = 1;
        of.evaluate(outdoor(5), Calibration.nameplate(of.halls()), airW, liquidW, setpoints, out);
        var ups = SITE.electrical().ups();
        double loadW = out.itW * (1 + SITE.electrical().distributionLoss());
        assertThat(doubleW - out.lossW).isCloseTo(PlantModel.upsLossW(ups, loadW, ups.modules(), false) - PlantModel
                .upsLossW(ups, loadW, ups.modules(), true), org.assertj.core.api.Assertions.within(1.0)).isGreaterThan(
                        0.02 * out.itW);
    }

    @Test
    void everyActuatorOfTheSiteIsThereOnce() {
        assertThat(ACTUATORS.stream().filter(actuator -> actuator.kind() == Kind.SUPPLY_AIR)).hasSize(4);
        assertThat(ACTUATORS.stream().filter(actuator -> actuator.kind() == Kind.TECHNOLOGY_LOOP)).hasSize(2);
        assertThat(ACTUATORS).hasSize(15).extracting(Actuator::index).isSorted();
    }

    @Test
    void pueLiesWhereAnExpertExpectsItForGoodPractice() {
        assertThat(at(outdoor(12), setpoints(23, 8, 16, 18, 36)).pue()).isBetween(1.08, 1.18);
        assertThat(at(outdoor(25), setpoints(24, 8, 18, 29, 40)).pue()).isBetween(1.10, 1.25);
    }

    @Test
    void warmerChilledWaterNeedsLessCompressor() {
        double before = Double.POSITIVE_INFINITY;
        for (double chilledC = 8; chilledC <= 18; chilledC += 1) {
            double now = at(outdoor(22), setpoints(24, 8, chilledC, 26, 36)).chillersW;
            assertThat(now).as("at %s C", chilledC).isLessThan(before);
            before = now;
        }
    }

    @Test
    void warmerCondenserWaterNeedsMoreCompressorAndLessTowerFan() {
        Estimate cold = at(outdoor(15), setpoints(23, 8, 12, 20, 36));
        Estimate warm = at(outdoor(15), setpoints(23, 8, 12, 28, 36));
        assertThat(warm.chillersW).isGreaterThan(cold.chillersW);
        assertThat(warm.towersW).isLessThan(cold.towersW);
    }

    @Test
    void coldWeatherCoolsForFree() {
        Estimate winter = at(outdoor(-5), setpoints(22, 8, 14, 10, 36));
        assertThat(winter.freeCooling).isEqualTo(1);
        assertThat(winter.chillersW).isZero();
    }

    @Test
    void warmerSupplyAirMakesServersDrawMore() {
        double before = 0;
        for (double supplyC = 20; supplyC <= 27; supplyC += 0.5) {
            Estimate now = at(outdoor(15), setpoints(supplyC, 8, 14, 20, 36));
            assertThat(now.itW).as("at %s C", supplyC).isGreaterThan(before);
            before = now.itW;
        }
    }

    @Test
    void riseOfServerPowerStaysInTheMeasuredBand() {
        double perKelvin = (HallModel.rise(30) / HallModel.rise(23) - 1) / 7;
        assertThat(perKelvin).isBetween(0.0035, 0.005);
    }

    @Test
    void higherPressureMovesMoreAirAndLowersTheInlet() {
        Estimate low = at(outdoor(15), setpoints(23, 2, 14, 20, 36));
        Estimate high = at(outdoor(15), setpoints(23, 18, 14, 20, 36));
        assertThat(high.airFansW).isGreaterThan(low.airFansW);
        assertThat(high.inletC[2]).isLessThan(low.inletC[2]);
    }

    @Test
    void supplyAirCannotBeColderThanTheCoilsAllow() {
        Estimate out = at(outdoor(15), setpoints(18, 8, 20, 25, 36));
        assertThat(out.supplyC[2]).isGreaterThan(20);
        assertThat(out.inletC[2]).isGreaterThan(out.supplyC[2]);
    }

    @Test
    void aWarmerLoopSparesDryCoolerFans() {
        Outdoor hot = new Outdoor(30, 24, 20);
        assertThat(at(hot, setpoints(24, 8, 16, 28, 40)).dryCoolersW)
                .isLessThan(at(hot, setpoints(24, 8, 16, 28, 36)).dryCoolersW);
    }

    @Test
    void hotWeatherKeepsTheLoopAboveItsSetpoint() {
        assertThat(at(new Outdoor(36, 27, 24), setpoints(25, 8, 18, 30, 32)).loopC[0]).isGreaterThan(36);
    }

    @Test
    void nothingBecomesNotANumberOverTheWholeEnvelope() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double wet = -15 + 43 * random.nextDouble();
            double[] values = ACTUATORS.stream()
                    .mapToDouble(actuator -> actuator.value(random.nextInt(actuator.size())))
                    .toArray();
            Arrays.setAll(airW, hall -> random.nextDouble() * 4e6);
            Arrays.setAll(liquidW, hall -> hall < 2 ? random.nextDouble() * 3e6 : 0);
            Estimate out = at(new Outdoor(wet + 15 * random.nextDouble(), wet, wet - 5), values);
            assertThat(Double.isFinite(out.facilityW) && out.facilityW > out.itW && out.coolingW > 0)
                    .as("seed %d, try %d", seed, i).isTrue();
        }
    }

    /// Set-points of the tests with another coolant flow in the first two halls, as a share of the design flow.
    private static double[] flowing(double share) {
        double[] values = setpoints(23.5, 5, 18, 17, 36);
        ACTUATORS.stream().filter(actuator -> actuator.kind() == Kind.COOLANT_FLOW)
                .forEach(actuator -> values[actuator.index()] = share * actuator.limits().max());
        return values;
    }

    @Test
    void slowerCoolantSparesPumpsAndCostsChipsALittle() {
        Estimate design = at(outdoor(10), flowing(1));
        Estimate slow = at(outdoor(10), flowing(0.7));
        assertThat(slow.coolantPumpsW).isBetween(0.3 * design.coolantPumpsW, 0.45 * design.coolantPumpsW);
        assertThat(slow.facilityPumpsW).isLessThan(design.facilityPumpsW);
        assertThat(slow.riseW[0]).isGreaterThan(design.riseW[0]);
        assertThat(slow.itW - design.itW).isLessThan(0.3 * (design.coolantPumpsW - slow.coolantPumpsW));
        assertThat(slow.coolantRise[0]).isCloseTo(design.coolantRise[0] / 0.7, org.assertj.core.data.Offset.offset(
                0.01));
        assertThat(slow.coolantRise[2]).isZero();
    }

    @Test
    void warmerChilledWaterNeedsMoreOfItAndMostOfAllNearTheAir() {
        double before = 0;
        double growth = 0;
        for (double chilledC = 14; chilledC <= 19; chilledC += 1) {
            Estimate now = at(outdoor(5), setpoints(24, 5, chilledC, 10, 36));
            assertThat(now.chilledLS - before).as("at %s C", chilledC).isGreaterThan(growth);
            growth = before > 0 ? now.chilledLS - before : 0;
            before = now.chilledLS;
        }
    }

    @Test
    void frostHeatsTheBasinsOfTowerCellsWithoutWater() {
        double[] values = setpoints(24, 5, 18, 16, 36);
        double mild = at(new Outdoor(5, 2, 0), values).towersW;
        double frost = at(new Outdoor(-12, -13, -16), values).towersW;
        Coefficients none = Coefficients.of(1, 1, 1, 1, 1, 0.65, 1, 1, 1, 1, 1, 1, 1, 1);
        Estimate fewer = new Estimate(model.halls());
        model.evaluate(new Outdoor(-12, -13, -16), Calibration.nameplate(model.halls()).with(1, none), airW, liquidW,
                values, fewer);
        assertThat(frost - fewer.towersW).as("a third of the heaters").isBetween(4e3, 15e3);
        assertThat(mild).isGreaterThan(0);
    }

    @Test
    void towersThatChaseTheWetBulbCostMoreThanTheLittleColdTheyAdd() {
        Estimate chasing = at(outdoor(14), setpoints(24, 5, 18.5, 8, 36));
        Estimate content = at(outdoor(14), setpoints(24, 5, 18.5, 20.5, 36));
        assertThat(chasing.towersW).isGreaterThan(content.towersW);
        assertThat(content.coolingW).isLessThan(chasing.coolingW);
    }

    @Test
    void platesShutWhereCondenserWaterIsTooWarmForThem() {
        assertThat(at(outdoor(10), setpoints(24, 5, 18, 18, 36)).freeCooling).isBetween(0.5, 1.0);
        assertThat(at(outdoor(10), setpoints(24, 5, 18, 30, 36)).freeCooling).isZero();
    }

    @Test
    void condenserWaterFollowsTheChilledWaterThroughThePlatesAndTheMachinesOtherwise() {
        double free = at(outdoor(0), setpoints(24, 5, 18, 12, 36)).condenserPumpsW;
        double less = at(outdoor(0), setpoints(24, 5, 16, 10, 36)).condenserPumpsW;
        double machines = at(outdoor(22), setpoints(24, 5, 18, 28, 36)).condenserPumpsW;
        assertThat(less).isLessThan(free);
        assertThat(free).isLessThan(machines);
    }

    @Test
    void everyShippedSiteHasAModel() {
        for (String id : SiteReader.builtIn()) {
            for (Site site : List.of(SiteReader.builtIn(id).orElseThrow(),
                    SiteReader.conventionalTwin(id).orElseThrow())) {
                PlantModel of = new PlantModel(site, Actuator.of(site, PointCatalog.of(site)));
                double[] air = new double[of.halls()];
                Arrays.fill(air, 0.5 * site.nameplateW() / of.halls());
                Estimate out = new Estimate(of.halls());
                of.evaluate(outdoor(20), Calibration.nameplate(of.halls()), air, new double[of.halls()], of.middle(),
                        out);
                assertThat(out.pue()).as(site.name()).isBetween(1.05, 2.2);
            }
        }
    }

    @Test
    void dewPointFollowsHumidity() {
        assertThat(Outdoor.dewPointC(25, 1)).isCloseTo(25, org.assertj.core.data.Offset.offset(0.05));
        assertThat(Outdoor.dewPointC(25, 0.5)).isCloseTo(13.9, org.assertj.core.data.Offset.offset(0.2));
    }
}

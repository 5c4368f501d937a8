package dev.ondol.optimizer.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.optimizer.model.Actuator;
import dev.ondol.optimizer.model.Calibration;
import dev.ondol.optimizer.model.Coefficients;
import dev.ondol.optimizer.model.Estimate;
import dev.ondol.optimizer.model.Outdoor;
import dev.ondol.optimizer.model.PlantModel;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdentificationTest {
    private static final long START = 1_640_995_200_000L;
    private static final long QUARTER = 900_000;
    private static final int WEEK = 7 * 96;
    private static final Coefficients TRUTH = new Coefficients(1.18, 0.9, 0.85, 1.2, 0.9, 1, 1.15, 0.83, 1.12,
            1.1, 0.88, 1.15, 1.12, 1.15);

    private static final Identification WEEK_OF_TRUTH = new IdentificationTest().afterAWeek(0.02, TRUTH);

    private final Site site = SiteReader.builtIn("kr-hn1").orElseThrow();
    private final PlantModel model = new PlantModel(site, Actuator.of(site, PointCatalog.of(site)));
    private final Estimate estimate = new Estimate(model.halls());

    /// A spring week on a plant that differs from its nameplate: warm days, cold nights, set-points that move.
    private Observation seen(int quarter, Random random, double noise, Coefficients truth) {
        double day = Math.sin(2 * Math.PI * quarter / 96);
        double wetBulbC = 12 + 10 * day + random.nextGaussian();
        Outdoor outdoor = new Outdoor(wetBulbC + 4 + 2 * day, wetBulbC, wetBulbC - 3);
        double load = 0.6 + 0.2 * Math.sin(2 * Math.PI * quarter / 300) + 0.02 * random.nextGaussian();
        double[] airW = {400e3 * load, 400e3 * load, 3e6 * load, 1.8e6 * load};
        double[] liquidW = {2.3e6 * load, 2.3e6 * load, 0, 0};
        double[] reached = model.actuators().stream().mapToDouble(actuator -> switch (actuator.kind()) {
            case SUPPLY_AIR -> 22 + 2 * random.nextDouble();
            case PRESSURE -> 4 + 4 * random.nextDouble();
            case TECHNOLOGY_LOOP -> 34 + 4 * random.nextDouble();
            case COOLANT_FLOW -> actuator.limits().max() * (0.7 + 0.3 * random.nextDouble());
            case CHILLED_WATER -> 14 + 3 * random.nextDouble();
            case CONDENSER_WATER -> 18 + 6 * random.nextDouble();
            case UPS_MODULES -> 28;
            case UPS_ECO -> 0;
        }).toArray();
        Calibration calibration = Calibration.nameplate(model.halls()).with(1, truth);
        model.evaluate(outdoor, calibration, airW, liquidW, reached, estimate);
        double[] parts = new double[Metered.values().length];
        Metered.read(estimate, false, parts);
        for (int i = 0; i < parts.length; i++) {
            parts[i] *= 1 + noise * random.nextGaussian();
        }
        return new Observation(START + quarter * QUARTER, outdoor, airW, liquidW, reached, calibration, parts);
    }

    private Identification afterAWeek(double noise, Coefficients truth) {
        Identification identification = new Identification(model);
        Random random = new Random(7);
        for (int quarter = 0; quarter < WEEK; quarter++) {
            identification.observe(seen(quarter, random, noise, truth));
        }
        return identification;
    }

    @Test
    void coefficientsOfAPlantThatDiffersFromItsNameplateAreFound() {
        Coefficients found = WEEK_OF_TRUTH.coefficients();
        assertThat(found.airFans()).isCloseTo(TRUTH.airFans(), within(0.02));
        assertThat(found.chillers()).isCloseTo(TRUTH.chillers(), within(0.02));
        assertThat(found.coilTransfer()).isCloseTo(TRUTH.coilTransfer(), within(0.02));
        assertThat(found.chilledPumps()).isCloseTo(TRUTH.chilledPumps(), within(0.02));
        assertThat(found.condenserPumps()).isCloseTo(TRUTH.condenserPumps(), within(0.02));
        assertThat(found.facilityPumps()).isCloseTo(TRUTH.facilityPumps(), within(0.02));
        assertThat(found.coolantPumps()).isCloseTo(TRUTH.coolantPumps(), within(0.02));
        assertThat(found.losses()).isCloseTo(TRUTH.losses(), within(0.02));
        assertThat(found.towerApproach()).isCloseTo(TRUTH.towerApproach(), within(0.05));
        assertThat(found.economizerApproach()).isCloseTo(TRUTH.economizerApproach(), within(0.05));
        // Fans that hardly run in spring and how well their coolers transfer are told apart less well.
        assertThat(found.dryCoolerTransfer()).isCloseTo(TRUTH.dryCoolerTransfer(), within(0.1));
    }

    @Test
    void theCardForetellsUnseenHoursAsWellAsGuideline14AsksOfACalibratedModel() {
        ModelCard card = WEEK_OF_TRUTH.card().orElseThrow();
        assertThat(card.ahead().hours()).isGreaterThanOrEqualTo(20);
        assertThat(card.ahead().cvRmse()).isLessThan(10).isGreaterThan(0);
        assertThat(card.ahead().nmbe()).isBetween(-2.5, 2.5);
        assertThat(card.nameplate().cvRmse()).isGreaterThan(2 * card.fit().cvRmse());
        assertThat(card.observations()).isGreaterThan(500);
    }

    @Test
    void standardErrorsHoldTheTruth() {
        ModelCard card = WEEK_OF_TRUTH.card().orElseThrow();
        double[] truth = TRUTH.toArray();
        for (int i = 0; i < truth.length; i++) {
            ModelCard.Factor factor = card.factors().get(i);
            assertThat(Math.abs(factor.value() - truth[i])).as(factor.name())
                    .isLessThan(4 * factor.standardError() + 0.02);
        }
    }

    @Test
    void aPlantAsStatedStaysAtItsNameplate() {
        for (double factor : afterAWeek(0.02, Coefficients.nameplate()).coefficients().toArray()) {
            assertThat(factor).isBetween(0.97, 1.03);
        }
    }

    @Test
    void whatWasNeverSeenStaysAtItsNameplate() {
        Identification identification = new Identification(model);
        Random random = new Random(3);
        double[] reached = model.actuators().stream().mapToDouble(actuator -> switch (actuator.kind()) {
            case SUPPLY_AIR -> 23;
            case PRESSURE -> 6;
            case TECHNOLOGY_LOOP -> 36;
            case COOLANT_FLOW -> actuator.limits().max();
            case CHILLED_WATER -> 18;
            case CONDENSER_WATER -> 12;
            case UPS_MODULES -> 28;
            case UPS_ECO -> 0;
        }).toArray();
        for (int quarter = 0; quarter < 96; quarter++) {
            // A frosty day: no compressor ever runs.
            double load = 0.6 + 0.1 * random.nextDouble();
            double[] airW = {400e3 * load, 400e3 * load, 3e6 * load, 1.8e6 * load};
            double[] liquidW = {2.3e6 * load, 2.3e6 * load, 0, 0};
            Outdoor frost = new Outdoor(-6, -8, -12);
            Calibration calibration = Calibration.nameplate(model.halls()).with(1, TRUTH);
            model.evaluate(frost, calibration, airW, liquidW, reached, estimate);
            double[] parts = new double[Metered.values().length];
            Metered.read(estimate, false, parts);
            assertThat(estimate.chillersW).isZero();
            identification.observe(new Observation(START + quarter * QUARTER, frost, airW, liquidW, reached,
                    calibration, parts));
        }
        ModelCard.Factor chillers = identification.card().orElseThrow().factors()
                .get(Coefficients.NAMES.indexOf("chillers"));
        assertThat(chillers.value()).isBetween(0.95, 1.05);
        assertThat(chillers.standardError()).as("the card says that it is not known").isGreaterThan(0.2);
        assertThat(identification.coefficients().airFans()).isBetween(1.15, 1.21);
    }

    @Test
    void someHoursOfBrokenMetersDoNotSpoilTheFit() {
        Identification identification = new Identification(model);
        Random random = new Random(11);
        for (int quarter = 0; quarter < WEEK; quarter++) {
            Observation seen = seen(quarter, random, 0.02, TRUTH);
            boolean broken = quarter % 50 < 3;
            identification.observe(broken ? seen.withMeasured(Metered.CHILLERS, 4e6) : seen);
        }
        assertThat(identification.card().orElseThrow().outliers()).isPositive();
        assertThat(identification.coefficients().chillers()).isBetween(0.8, 0.9);
    }

    @Test
    void aRestartGoesOnFromWhatWasLearned() {
        ModelCard card = WEEK_OF_TRUTH.card().orElseThrow();
        Identification restarted = new Identification(model);
        restarted.goOn(card);
        assertThat(restarted.coefficients()).isEqualTo(WEEK_OF_TRUTH.coefficients());
        Random random = new Random(5);
        for (int quarter = WEEK; quarter < WEEK + 30; quarter++) {
            restarted.observe(seen(quarter, random, 0.02, TRUTH));
        }
        assertThat(restarted.card().orElseThrow().fitted()).isGreaterThan(card.fitted());
        assertThat(restarted.coefficients().chillers()).isCloseTo(TRUTH.chillers(), within(0.03));
    }

    @Test
    void theSameObservationsGiveTheSameBits() {
        assertThat(afterAWeek(0.02, TRUTH).coefficients()).isEqualTo(WEEK_OF_TRUTH.coefficients());
    }

    @Test
    void observationsCloserThanAQuarterOfAnHourAreLeftOut() {
        Identification identification = new Identification(model);
        identification.observe(seen(0, new Random(1), 0, TRUTH));
        assertThat(identification.wants(START + QUARTER - 1)).isFalse();
        assertThat(identification.wants(START + QUARTER)).isTrue();
    }
}

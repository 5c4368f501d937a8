package dev.ondol.optimizer.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.market.EnergyMarket;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.plan.Plan.SetpointSteps;
import dev.ondol.facility.plan.Plan.Step;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.optimizer.observe.Readings;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssetDispatchTest {
    private static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final PointCatalog CATALOG = PointCatalog.of(SITE);
    private static final PointId BATTERY = PointId.of("battery/active-power-setpoint");
    private static final PointId LIMIT = PointId.of("battery/import-limit-setpoint");
    private static final PointId HEAT_PUMP = PointId.of("heat-pump/load-setpoint");

    private final Readings readings = new Readings(CATALOG);
    private final EnergyMarket market = EnergyMarket.korea(SITE.location().zone());
    private final AssetDispatch dispatch = AssetDispatch.of(SITE, SITE.assets().orElseThrow(), readings, market);

    /// @param cop of the heat pump
    private void meters(long now, double loadKw, double charge, double cop) {
        Map<PointId, Double> values = new HashMap<>(Map.of(PointId.of("meter-facility/active-power"), loadKw,
                PointId.of(
                        "meter-grid/active-power"),
                loadKw, PointId.of("photovoltaics/active-power"), 0.0, PointId.of(
                        "battery/active-power"),
                0.0, PointId.of("battery/state-of-charge"), charge));
        values.put(PointId.of("heat-pump/active-power"), 2_000 / cop);
        values.put(PointId.of("heat-pump/thermal-power"), 2_000.0);
        readings.frame(new Frame("boot", now / 1000, now, values, Map.of()));
    }

    private static long at(String local) {
        return LocalDateTime.parse(local).atZone(SITE.location().zone()).toInstant().toEpochMilli();
    }

    private static double value(List<SetpointSteps> plan, PointId point, long time) {
        double value = Double.NaN;
        for (SetpointSteps steps : plan) {
            for (Step step : steps.point().equals(point) ? steps.steps() : List.<Step>of()) {
                value = step.at() <= time ? step.value() : value;
            }
        }
        return value;
    }

    @Test
    void inSummerItChargesByNightServesTheEveningAndRestsTheHeatPumpInThePeak() {
        long before = at("2026-07-14T21:45");
        meters(before, 10_000, 30, 4.2);
        assertThat(dispatch.plan(before, before)).as("the month's peak is above all that is to come").isNotEmpty();
        long midnight = at("2026-07-15T00:00");
        meters(midnight, 8_000, 30, 4.2);
        List<SetpointSteps> plan = dispatch.plan(midnight, midnight);
        double nightKwh = 0;
        double peakKwh = 0;
        for (int quarter = 0; quarter < 96; quarter++) {
            long time = midnight + quarter * 900_000L + 1;
            double kw = value(plan, BATTERY, time);
            nightKwh += quarter < 32 ? kw / 4 : 0;
            peakKwh += quarter >= 60 && quarter < 84 ? kw / 4 : 0;
            boolean dear = quarter >= 60 && quarter < 84;
            assertThat(value(plan, HEAT_PUMP, time)).as("quarter %d", quarter).isEqualTo(dear ? 0 : 100);
        }
        assertThat(nightKwh).isLessThan(-2_000);
        assertThat(peakKwh).isGreaterThan(2_500);
    }

    @Test
    void everySetpointLiesInTheEnvelopeOfItsPoint() {
        long now = at("2026-01-14T09:05");
        meters(now, 9_000, 95, 3.6);
        List<SetpointSteps> plan = dispatch.plan(now, now);
        assertThat(plan).extracting(SetpointSteps::point).containsExactly(BATTERY, LIMIT, HEAT_PUMP);
        for (SetpointSteps steps : plan) {
            Point point = CATALOG.find(steps.point()).orElseThrow();
            assertThat(steps.steps().getFirst().at()).isEqualTo(now);
            assertThat(steps.steps()).allMatch(step -> point.limits().orElseThrow().contains(step.value()));
        }
    }

    @Test
    void theImportIsLimitedWhereTheDemandChargeCounts() {
        long now = at("2026-07-15T07:00");
        meters(now, 8_000, 90, 4.2);
        List<SetpointSteps> plan = dispatch.plan(now, now);
        assertThat(value(plan, LIMIT, now)).isEqualTo(PointCatalog.UNLIMITED_KW);
        assertThat(value(plan, LIMIT, at("2026-07-15T08:00"))).isBetween(7_000.0, 8_500.0);
        assertThat(value(plan, LIMIT, at("2026-07-15T22:00"))).isEqualTo(PointCatalog.UNLIMITED_KW);
    }

    @Test
    void aPoorHeatPumpStandsStillWhereItsPowerCostsMoreThanItsHeatBrings() {
        for (int look = 0; look < 40; look++) {
            long now = at("2026-01-14T10:00") + look * 300_000L;
            meters(now, 8_000, 50, 2.0);
            dispatch.plan(now, now);
        }
        long now = at("2026-01-14T13:20");
        meters(now, 8_000, 50, 2.0);
        assertThat(dispatch.plan(now, now).getLast().steps()).extracting(Step::value).containsOnly(0.0);
    }

    @Test
    void withoutTheChargeNothingIsSet() {
        long now = at("2026-07-15T12:00");
        readings.frame(new Frame("boot", 1, now, Map.of(PointId.of("meter-facility/active-power"), 8_000.0, PointId.of(
                "meter-grid/active-power"), 8_000.0, PointId.of("heat-pump/active-power"), 0.0,
                PointId.of(
                        "heat-pump/thermal-power"),
                0.0), Map.of()));
        assertThat(dispatch.plan(now, now)).isEmpty();
    }
}

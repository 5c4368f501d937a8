package dev.ondol.optimizer.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.EnergyAssets.Battery;
import dev.ondol.optimizer.dispatch.Courses.Worth;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CoursesTest {
    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final BatteryModel BATTERY = BatteryModel.of(new Battery(2e6, 4e6, 0.88));
    private static final int EMPTY = 0;
    private static final int FULL = BATTERY.steps();

    /// A day in quarters of an hour with a flat load of 5 MW.
    private static List<Slot> day(double[] hourlyPrice, double pumpKw, double heatPerHour) {
        List<Slot> slots = new ArrayList<>();
        for (int quarter = 0; quarter < 96; quarter++) {
            slots.add(new Slot(quarter * 900_000L, 0.25, hourlyPrice[quarter / 4], quarter >= 32, 5_000, 0, pumpKw,
                    heatPerHour));
        }
        return slots;
    }

    private static double[] prices(double night, double day, double evening) {
        double[] prices = new double[24];
        for (int hour = 0; hour < 24; hour++) {
            prices[hour] = hour < 8 ? night : hour >= 17 && hour < 21 ? evening : day;
        }
        return prices;
    }

    private static double kwh(Course course, int fromHour, int toHour) {
        return course.batteryKw().subList(4 * fromHour, 4 * toHour).stream().mapToDouble(kw -> kw / 4).sum();
    }

    @Test
    void itBuysAtNightAndServesTheDearEvening() {
        Course course = new Courses(day(prices(100, 150, 220), 0, 0), BATTERY, new Worth(10, 0, 0)).cheapest(EMPTY,
                false, NEVER);
        assertThat(kwh(course, 0, 8)).isLessThan(-3_500);
        assertThat(kwh(course, 17, 21)).isBetween(3_000.0, 3_400.0);
        assertThat(course.chargeKwh().getLast()).isLessThan(BATTERY.stepKwh() + 1e-6);
    }

    @Test
    void aPriceDifferenceBelowLossAndWearMovesNothing() {
        Course course = new Courses(day(prices(100, 110, 118), 0, 0), BATTERY, new Worth(10, 0, 0)).cheapest(FULL / 2,
                false, NEVER);
        assertThat(course.batteryKw()).allMatch(kw -> kw == 0);
    }

    @Test
    void theHeatPumpRunsExactlyWhereItsHeatBringsMoreThanItsPowerCosts() {
        double pumpKw = 400;
        double heatPerHour = 400 * 160;
        Course course = new Courses(day(prices(100, 150, 220), pumpKw, heatPerHour), BatteryModel.none(),
                new Worth(0, 0, 0))
                .cheapest(
                        0, true, NEVER);
        for (int quarter = 0; quarter < 96; quarter++) {
            int hour = quarter / 4;
            assertThat(course.heatPump().get(quarter)).as("hour %d", hour).isEqualTo(hour < 17 || hour >= 21);
        }
    }

    @Test
    void aStartIsNotWorthAShortRun() {
        double[] prices = prices(220, 220, 220);
        prices[12] = 150;
        List<Slot> slots = day(prices, 400, 400 * 160.0);
        assertThat(new Courses(slots, BatteryModel.none(), new Worth(0, 0, 0)).cheapest(0, false, NEVER).heatPump())
                .contains(true);
        assertThat(new Courses(slots, BatteryModel.none(), new Worth(0, 5_000, 0)).cheapest(0, false, NEVER).heatPump())
                .doesNotContain(true);
    }

    @Test
    void theDemandChargeTurnsAPeakDown() {
        List<Slot> slots = new ArrayList<>(day(prices(100, 100, 100), 0, 0));
        for (int quarter = 48; quarter < 52; quarter++) {
            slots.set(quarter, new Slot(quarter * 900_000L, 0.25, 100, true, 6_500, 0, 0, 0));
        }
        Courses courses = new Courses(slots, BATTERY, new Worth(10, 0, 0));
        Course shaved = courses.cheapest(FULL, false, 0, 8_320);
        assertThat(shaved.peakKw()).isLessThan(5_200);
        Course paid = courses.cheapest(FULL, false, 6_500, 8_320);
        assertThat(paid.batteryKw()).as("the month's peak is already there").allMatch(kw -> kw == 0);
    }

    @Test
    void whatMayBeNeededForAnUnforeseenPeakIsHeldReady() {
        List<Slot> slots = day(prices(100, 100, 100), 0, 0);
        assertThat(new Courses(slots, BATTERY, new Worth(10, 0, 0)).cheapest(EMPTY, false, NEVER).batteryKw()).allMatch(
                kw -> kw == 0);
        Course ready = new Courses(slots, BATTERY, new Worth(10, 0, 0.5)).cheapest(EMPTY, false, NEVER);
        assertThat(ready.chargeKwh().get(31)).as("full when the demand charge begins to count").isCloseTo(3_400, within(
                1e-3));
    }

    @Test
    void noLimitIsEverBrokenAndTheBooksClose() {
        long seed = 5;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 60; round++) {
            List<Slot> slots = new ArrayList<>();
            for (int quarter = 0; quarter < 40; quarter++) {
                slots.add(new Slot(quarter * 900_000L, quarter == 0 ? random.nextDouble(0.05, 0.25) : 0.25, random
                        .nextDouble(80, 250), random.nextBoolean(), random.nextDouble(0, 4_000),
                        random.nextDouble(0,
                                5_000),
                        random.nextDouble(50, 400), random.nextDouble(0, 80_000)));
            }
            int position = random.nextInt(FULL + 1);
            Course course = new Courses(slots, BATTERY, new Worth(10, random.nextDouble(0, 20_000), 0))
                    .cheapest(position, random
                            .nextBoolean(), random.nextDouble(0, 6_000), 8_320);
            double energyKwh = position * BATTERY.stepKwh();
            for (int slot = 0; slot < slots.size(); slot++) {
                Slot of = slots.get(slot);
                double kw = course.batteryKw().get(slot);
                String where = "seed %d, round %d, slot %d".formatted(seed, round, slot);
                assertThat(kw).as(where).isBetween(-2_000.0 - 1e-6, 2_000.0 + 1e-6);
                double movedKwh = kw < 0
                        ? Math.sqrt(0.88) * (-kw - 20) * of.hours()
                        : kw > 0 ? -(kw + 20) / Math.sqrt(0.88) * of.hours() : 0;
                energyKwh += movedKwh;
                assertThat(course.chargeKwh().get(slot)).as(where).isCloseTo(energyKwh, within(1e-3));
                assertThat(energyKwh).as(where).isBetween(-1e-3, 3_400 + 1e-3);
                double importKw = of.loadKw() - of.pvKw() - kw + (course.heatPump().get(slot) ? of.heatPumpKw() : 0);
                assertThat(course.importKw().get(slot)).as(where).isCloseTo(importKw, within(1e-6));
                if (kw > 0) {
                    assertThat(importKw).as(where + ": into the grid").isGreaterThanOrEqualTo(-1e-6);
                }
            }
        }
    }

    /// All courses of four slots of a small battery, tried one by one: none is cheaper.
    @Test
    void noCourseOnTheGridIsCheaper() {
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 20; round++) {
            List<Slot> slots = new ArrayList<>();
            for (int slot = 0; slot < 3; slot++) {
                slots.add(
                        new Slot(slot, 0.25, random.nextDouble(80, 250), true, random.nextDouble(500, 4_000), 0, random
                                .nextDouble(50, 400), random.nextDouble(0, 80_000)));
            }
            int position = random.nextInt(FULL + 1);
            Course found = new Courses(slots, BATTERY, new Worth(10, 3_000, 0)).cheapest(position, false, NEVER);
            double best = enumerated(slots, 0, position, false, position);
            assertThat(found.cost()).as("round %d", round).isCloseTo(best, within(0.2));
        }
    }

    private static double enumerated(List<Slot> slots, int slot, int level, boolean running, int first) {
        double least = slots.stream().mapToDouble(Slot::pricePerKwh).min().orElseThrow() / Math.sqrt(0.88);
        if (slot == slots.size()) {
            return least * BATTERY.stepKwh() * (first - level);
        }
        Slot of = slots.get(slot);
        double best = NEVER;
        for (int move = -level; move <= FULL - level; move++) {
            double cellsKw = move * BATTERY.stepKwh() / 0.25;
            double kw = move == 0 ? 0 : move > 0 ? -(cellsKw / Math.sqrt(0.88) + 20) : -cellsKw * Math.sqrt(0.88) - 20;
            if (move != 0 && (Math.abs(kw) > 2_000 || Math.abs(kw) < 100)) {
                continue;
            }
            for (boolean runs : new boolean[]{false, true}) {
                double importKw = of.loadKw() - kw + (runs ? of.heatPumpKw() : 0);
                if (kw > 0 && importKw < 0) {
                    continue;
                }
                double cost = Math.max(0, importKw) * 0.25 * of.pricePerKwh() + Math.max(0, -move) * 10 * BATTERY
                        .stepKwh() - (runs ? of.heatPerHour() * 0.25 : 0) + (runs && !running ? 3_000 : 0);
                best = Math.min(best, cost + enumerated(slots, slot + 1, level + move, runs, first));
            }
        }
        return best;
    }
}

package dev.ondol.optimizer.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds the cheapest course of battery and heat pump by dynamic programming over slots, charge and whether the heat pump runs
/// (Bellman, Dynamic Programming, 1957): exact on its grid of charge for a given limit of the power from the grid. One thread.
final class Courses {
    private static final double NEVER = Double.POSITIVE_INFINITY;
    /// Money a kWh and slot by which charging early is preferred to charging late, where both cost the same.
    private static final double EARLY = 1e-4;
    private static final double ROUNDING = 1e-6;
    /// The limit is searched in so many rounds of so many values, each round around the best of the one before.
    private static final int ROUNDS = 3;
    private static final int POINTS = 6;
    private static final double LEAST_SPAN_KW = 5;

    private final List<Slot> slots;
    private final BatteryModel battery;
    private final Worth worth;
    private final double endPerKwh;
    private final int[] reach;
    /// Power of the battery by slot and move, kW; moves count from -reach.
    private final double[][] powerKw;

    /// What is in no bill and yet counts.
    ///
    /// @param wearPerKwh           of a kWh drawn from the cells
    /// @param heatPumpStart        of a start of the heat pump
    /// @param readyPerKwhHour      of a kWh that the cells hold for an hour in which the demand charge counts, for peaks that
    ///                             nobody foresees
    record Worth(double wearPerKwh, double heatPumpStart, double readyPerKwhHour) {}

    Courses(List<Slot> slots, BatteryModel battery, Worth worth) {
        this.slots = List.copyOf(slots);
        this.battery = battery;
        this.worth = worth;
        endPerKwh = battery.replacement(slots.stream().mapToDouble(Slot::pricePerKwh).min().orElse(0));
        reach = new int[slots.size()];
        powerKw = new double[slots.size()][];
        for (int slot = 0; slot < reach.length; slot++) {
            double hours = slots.get(slot).hours();
            reach[slot] = battery.reach(hours);
            powerKw[slot] = new double[2 * reach[slot] + 1];
            for (int move = -reach[slot]; move <= reach[slot]; move++) {
                powerKw[slot][move + reach[slot]] = battery.powerKw(move, hours);
            }
        }
    }

    /// The cheapest course that draws at most so much from the grid while the demand charge counts; its cost has no demand charge
    /// yet, and is infinite where there is no such course.
    ///
    /// @param position grid position of the charge at the beginning
    /// @param running  whether the heat pump runs at the beginning
    /// @param mostKw   limit
    Course cheapest(int position, boolean running, double mostKw) {
        int states = 2 * (battery.steps() + 1);
        double[] next = new double[states];
        double[] now = new double[states];
        int[][] choice = new int[slots.size()][states];
        for (int level = 0; level <= battery.steps(); level++) {
            next[2 * level] = -endPerKwh * battery.stepKwh() * level;
            next[2 * level + 1] = next[2 * level];
        }
        for (int slot = slots.size() - 1; slot >= 0; slot--) {
            step(slot, costs(slot, mostKw), next, now, choice[slot]);
            double[] swap = next;
            next = now;
            now = swap;
        }
        int first = 2 * position + (running ? 1 : 0);
        double cost = next[first] + endPerKwh * battery.stepKwh() * position;
        return cost == NEVER
                ? new Course(List.of(), List.of(), List.of(), List.of(), NEVER, NEVER)
                : follow(choice, first, cost);
    }

    /// Money of a slot by move and whether the heat pump runs; infinite where it must not be.
    private double[] costs(int slot, double mostKw) {
        Slot of = slots.get(slot);
        double[] costs = new double[2 * powerKw[slot].length];
        for (int i = 0; i < powerKw[slot].length; i++) {
            for (int runs = 0; runs < 2; runs++) {
                costs[2 * i + runs] = cost(of, slot, i, runs, mostKw);
            }
        }
        return costs;
    }

    private double cost(Slot of, int slot, int i, int runs, double mostKw) {
        double batteryKw = powerKw[slot][i];
        if (Double.isNaN(batteryKw) || runs == 1 && of.heatPumpKw() <= 0) {
            return NEVER;
        }
        double importKw = of.loadKw() + runs * of.heatPumpKw() - of.pvKw() - batteryKw;
        boolean feeds = batteryKw > 0 && importKw < -ROUNDING;
        if (feeds || of.demandCounts() && importKw > mostKw + ROUNDING) {
            return NEVER;
        }
        int move = i - reach[slot];
        double worn = move < 0 ? worth.wearPerKwh() * -move * battery.stepKwh() : 0;
        double late = move > 0 ? EARLY * slot * move * battery.stepKwh() : 0;
        // what is sent into the grid earns nothing
        return Math.max(0, importKw) * of.hours() * of.pricePerKwh() + worn + late - runs * of.heatPerHour()
                * of.hours();
    }

    private void step(int slot, double[] costs, double[] next, double[] now, int[] choice) {
        Arrays.fill(now, NEVER);
        Slot of = slots.get(slot);
        double ready = of.demandCounts() ? worth.readyPerKwhHour() * of.hours() * battery.stepKwh() : 0;
        for (int level = 0; level <= battery.steps(); level++) {
            int least = Math.max(-reach[slot], -level);
            int most = Math.min(reach[slot], battery.steps() - level);
            for (int move = least; move <= most; move++) {
                int i = move + reach[slot];
                for (int runs = 0; runs < 2; runs++) {
                    double cost = costs[2 * i + runs] - ready * (level + move) + next[2 * (level + move) + runs];
                    if (cost == NEVER) {
                        continue;
                    }
                    for (int ran = 0; ran < 2; ran++) {
                        double started = cost + (runs > ran ? worth.heatPumpStart() : 0);
                        if (started < now[2 * level + ran]) {
                            now[2 * level + ran] = started;
                            choice[2 * level + ran] = 2 * i + runs;
                        }
                    }
                }
            }
        }
    }

    private Course follow(int[][] choice, int first, double cost) {
        List<Double> batteryKw = new ArrayList<>();
        List<Boolean> heatPump = new ArrayList<>();
        List<Double> chargeKwh = new ArrayList<>();
        List<Double> importKw = new ArrayList<>();
        double peakKw = 0;
        int state = first;
        for (int slot = 0; slot < slots.size(); slot++) {
            Slot of = slots.get(slot);
            int chosen = choice[slot][state];
            int move = chosen / 2 - reach[slot];
            int runs = chosen % 2;
            int level = state / 2 + move;
            batteryKw.add(powerKw[slot][chosen / 2]);
            heatPump.add(runs == 1);
            chargeKwh.add(level * battery.stepKwh());
            importKw.add(of.loadKw() + runs * of.heatPumpKw() - of.pvKw() - powerKw[slot][chosen / 2]);
            peakKw = of.demandCounts() ? Math.max(peakKw, importKw.getLast()) : peakKw;
            state = 2 * level + runs;
        }
        return new Course(batteryKw, heatPump, chargeKwh, importKw, cost, peakKw);
    }

    /// The cheapest course with the demand charge for what goes beyond the month's peak so far.
    ///
    /// @param peakSoFarKw highest power from the grid of the month, as far as it counts
    /// @param perKw       demand charge of a month
    Course cheapest(int position, boolean running, double peakSoFarKw, double perKw) {
        Course best = charged(cheapest(position, running, NEVER), peakSoFarKw, perKw);
        double highKw = best.peakKw();
        double lowKw = Math.max(peakSoFarKw, highKw - relief());
        for (int round = 0; round < ROUNDS && highKw - lowKw > LEAST_SPAN_KW; round++) {
            double widthKw = (highKw - lowKw) / POINTS;
            double nearestKw = best.peakKw();
            for (int point = 0; point < POINTS; point++) {
                double limitKw = lowKw + point * widthKw;
                Course limited = charged(cheapest(position, running, limitKw), peakSoFarKw, perKw);
                if (limited.cost() < best.cost() - ROUNDING) {
                    best = limited;
                    nearestKw = limitKw;
                }
            }
            lowKw = Math.max(lowKw, nearestKw - widthKw);
            highKw = Math.min(highKw, nearestKw + widthKw);
        }
        return best;
    }

    /// What battery and heat pump could take off a peak at most, kW.
    private double relief() {
        double batteryKw = Arrays.stream(powerKw).flatMapToDouble(Arrays::stream).filter(Double::isFinite).max()
                .orElse(0);
        return batteryKw + slots.stream().mapToDouble(Slot::heatPumpKw).max().orElse(0) + 1;
    }

    private static Course charged(Course of, double peakSoFarKw, double perKw) {
        return of.cost() == NEVER
                ? of
                : new Course(of.batteryKw(), of.heatPump(), of.chargeKwh(), of.importKw(), of.cost() + perKw * Math
                        .max(0, of.peakKw() - peakSoFarKw), of.peakKw());
    }
}

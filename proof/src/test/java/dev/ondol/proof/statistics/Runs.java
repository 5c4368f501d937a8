package dev.ondol.proof.statistics;

import dev.ondol.proof.loop.ClosedLoop;
import dev.ondol.proof.run.AssetDay;
import dev.ondol.proof.run.Contender;
import dev.ondol.proof.run.DayFigures;
import dev.ondol.proof.run.RunFigures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs with figures that a test can reckon with: each day 100 kWh of IT and so much cooling, one GPU-hour of work.
final class Runs {
    private static final List<Double> FLAT = Collections.nCopies(24, 1.0);

    private final Contender contender;
    private double coolingKwh = 10;
    private double gpuHours = 1;
    private double litres = 1;
    private double peakKw = 100;
    private double latestMinutes;
    private double heatKwh;
    private double backlog;
    private long missed;
    private long notRecommended;
    private long notAllowable;
    private int tooFast;
    private double balance;
    private @Nullable AssetDay assets;

    private Runs(Contender contender) {
        this.contender = contender;
    }

    static Runs of(Contender contender) {
        return new Runs(contender);
    }

    Runs cooling(double kwh) {
        coolingKwh = kwh;
        return this;
    }

    Runs work(double hours) {
        gpuHours = hours;
        return this;
    }

    Runs water(double of) {
        litres = of;
        return this;
    }

    Runs peak(double kw) {
        peakKw = kw;
        return this;
    }

    Runs late(double minutes) {
        latestMinutes = minutes;
        return this;
    }

    Runs heat(double kwh) {
        heatKwh = kwh;
        return this;
    }

    Runs backlog(double hours) {
        backlog = hours;
        return this;
    }

    Runs missed(long ofThousandADay) {
        missed = ofThousandADay;
        return this;
    }

    Runs notRecommended(long ofTenThousand) {
        notRecommended = ofTenThousand;
        return this;
    }

    Runs notAllowable(long rackMinutes) {
        notAllowable = rackMinutes;
        return this;
    }

    Runs tooFast(int writes) {
        tooFast = writes;
        return this;
    }

    Runs balance(double error) {
        balance = error;
        return this;
    }

    Runs assets(AssetDay each) {
        assets = each;
        return this;
    }

    RunFigures week(String week, long seed, int count) {
        List<DayFigures> days = new ArrayList<>();
        for (int day = 0; day < count; day++) {
            Map<String, Double> kwh = new LinkedHashMap<>();
            kwh.put("it", 100.0);
            kwh.put("chillers", coolingKwh);
            days.add(new DayFigures("day-" + day, kwh, coolingKwh, 5, litres, gpuHours, peakKw, 1_000, 1_000, missed,
                    10_000, notRecommended, notAllowable, 0, 20, 25, FLAT, FLAT, assets));
        }
        ClosedLoop.Effort effort = contender.optimized()
                ? new ClosedLoop.Effort(10, 0, 80, 5, 9, 3, Map.of(), 0, tooFast)
                : ClosedLoop.Effort.NONE;
        return new RunFigures("key", contender.id(), week, seed, days, heatKwh, backlog, balance, latestMinutes, 1,
                effort, null);
    }
}

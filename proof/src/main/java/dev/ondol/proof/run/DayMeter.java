package dev.ondol.proof.run;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.simulator.cluster.ClusterAccount;
import dev.ondol.simulator.cluster.ClusterAccount.ClassCounts;
import dev.ondol.simulator.facility.EnergyAccount;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.facility.Subsystem;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.run.Simulation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a simulation minute by minute, always the truth and never a sensor, and closes a day when it is told.
final class DayMeter {
    private static final double RECOMMENDED_LOW_C = 18;
    private static final double RECOMMENDED_HIGH_C = 27;
    private static final double ALLOWABLE_LOW_C = 15;
    private static final double ALLOWABLE_HIGH_C = 32;
    private static final double LIQUID_C = 45;
    private static final int HOURS = 24;
    private static final double MINUTES_AN_HOUR = 60;
    private static final PointId FACILITY = PointId.of(PointCatalog.FACILITY_METER, Quantity.ACTIVE_POWER);
    private static final PointId COOLING = PointId.of(PointCatalog.COOLING_METER, Quantity.ACTIVE_POWER);

    private final Simulation simulation;
    private final @Nullable AssetMeter assets;
    private final List<PointId> loops = new ArrayList<>();
    private final double[] inlets;
    private final QuarterHour quarter = new QuarterHour();
    private final double[] facilityKw = new double[HOURS];
    private final double[] coolingKw = new double[HOURS];
    private final int[] minutes = new int[HOURS];
    private EnergyAccount energy;
    private ClusterAccount cluster;
    private double serverFanKwh;
    private double peakKw;
    private long rackMinutes;
    private long notRecommended;
    private long notAllowable;
    private long loopMinutesAbove;
    private double minInletC;
    private double maxInletC;

    DayMeter(Simulation simulation) {
        this.simulation = simulation;
        Facility facility = simulation.facility();
        inlets = new double[facility.it().racks()];
        for (Hall hall : facility.site().halls()) {
            PointId loop = PointId.of(PointCatalog.technologyLoop(hall.id()), Quantity.SUPPLY_WATER_TEMPERATURE);
            if (hall.cdu().isPresent()) {
                loops.add(loop);
            }
        }
        assets = facility.assets().isPresent() ? new AssetMeter(facility) : null;
        energy = facility.energy();
        cluster = simulation.cluster().account();
        clear();
    }

    private void clear() {
        Arrays.fill(facilityKw, 0);
        Arrays.fill(coolingKw, 0);
        Arrays.fill(minutes, 0);
        serverFanKwh = 0;
        peakKw = 0;
        rackMinutes = 0;
        notRecommended = 0;
        notAllowable = 0;
        loopMinutesAbove = 0;
        minInletC = Double.POSITIVE_INFINITY;
        maxInletC = Double.NEGATIVE_INFINITY;
    }

    /// After each minute.
    ///
    /// @param hour of the day, site-local
    void minute(int hour) {
        Facility facility = simulation.facility();
        ItLoad it = facility.it();
        double kw = facility.truth(FACILITY);
        peakKw = Math.max(peakKw, quarter.minute(facility.time() - QuarterHour.MINUTE_MILLIS, kw));
        facilityKw[hour] += kw;
        coolingKw[hour] += facility.truth(COOLING);
        minutes[hour]++;
        serverFanKwh += it.serverFansW() / 1000 / MINUTES_AN_HOUR;
        if (assets != null) {
            assets.minute();
        }
        it.copyInlets(inlets);
        for (double inletC : inlets) {
            minInletC = Math.min(minInletC, inletC);
            maxInletC = Math.max(maxInletC, inletC);
            notRecommended += inletC < RECOMMENDED_LOW_C || inletC > RECOMMENDED_HIGH_C ? 1 : 0;
            notAllowable += inletC < ALLOWABLE_LOW_C || inletC > ALLOWABLE_HIGH_C ? 1 : 0;
        }
        rackMinutes += inlets.length;
        for (PointId loop : loops) {
            loopMinutesAbove += facility.truth(loop) > LIQUID_C ? 1 : 0;
        }
    }

    /// The day since the last call.
    DayFigures day(LocalDate date) {
        EnergyAccount now = simulation.facility().energy();
        ClusterAccount jobs = simulation.cluster().account();
        Map<String, Double> kwh = new LinkedHashMap<>();
        for (Subsystem subsystem : Subsystem.values()) {
            kwh.put(subsystem.key(), now.kwh(subsystem) - energy.kwh(subsystem));
        }
        ClassCounts all = jobs.all();
        ClassCounts before = cluster.all();
        DayFigures day = new DayFigures(date.toString(), kwh, now.coolingKwh() - energy.coolingKwh(), serverFanKwh,
                now.waterLitres() - energy.waterLitres(), jobs.referenceGpuHours() - cluster.referenceGpuHours(),
                peakKw, all.submitted() - before.submitted(), all.finished() - before.finished(), all.missed() - before
                        .missed(),
                rackMinutes, notRecommended, notAllowable, loopMinutesAbove, minInletC, maxInletC,
                mean(facilityKw), mean(coolingKw), assets == null ? null : assets.day());
        energy = now;
        cluster = jobs;
        clear();
        return day;
    }

    private List<Double> mean(double[] sums) {
        List<Double> mean = new ArrayList<>(HOURS);
        for (int hour = 0; hour < HOURS; hour++) {
            mean.add(minutes[hour] > 0 ? sums[hour] / minutes[hour] : 0);
        }
        return mean;
    }
}

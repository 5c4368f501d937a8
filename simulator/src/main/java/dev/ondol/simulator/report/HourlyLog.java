package dev.ondol.simulator.report;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Hall;
import dev.ondol.simulator.facility.EnergyAccount;
import dev.ondol.simulator.facility.Facility;
import dev.ondol.simulator.facility.Subsystem;
import dev.ondol.simulator.run.Observer;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the charts are drawn from: one row for every hour of plant time, the IT energy of each hall, and a histogram of rack
/// inlets taken at every full hour.
final class HourlyLog implements Observer {
    static final double INLET_BIN_K = 0.5;
    static final double LOWEST_INLET_C = 10;
    private static final int INLET_BINS = 80;
    private static final long HOUR_MILLIS = 3_600_000L;
    /// Compressors that take less than this of IT power over an hour count as standing still.
    private static final double COMPRESSOR_SHARE = 0.002;

    /// Who carried the heat of an hour.
    enum Mode {
        /// No compressor ran.
        FREE,
        /// Free cooling carried part of it.
        PARTIAL,
        /// Compressors alone.
        MECHANICAL
    }

    /// One hour.
    ///
    /// @param beginMillis plant time of its begin
    /// @param itKwh       IT energy
    /// @param coolingKwh  cooling energy
    /// @param facilityKwh all energy
    /// @param wetBulbC    outdoor wet-bulb at its end
    /// @param mode        who carried the heat
    record Hour(long beginMillis, double itKwh, double coolingKwh, double facilityKwh, double wetBulbC, Mode mode) {
        double pue() {
            return facilityKwh / itKwh;
        }
    }

    private final Scenario scenario;
    private final List<Hour> hours = new ArrayList<>();
    private final Map<String, Double> hallKwh = new LinkedHashMap<>();
    private final List<PointId> hallMeters = new ArrayList<>();
    private final double[] inletRackHours = new double[INLET_BINS];
    private EnergyAccount before;

    HourlyLog(Simulation simulation, Scenario scenario) {
        this.scenario = scenario;
        before = simulation.facility().energy();
        for (Hall hall : simulation.facility().site().halls()) {
            hallMeters.add(PointId.of("it-" + hall.id(), Quantity.ACTIVE_POWER));
            hallKwh.put(hall.id(), 0.0);
        }
    }

    @Override
    public void minute(Simulation simulation) {
        Facility facility = simulation.facility();
        int h = 0;
        for (Map.Entry<String, Double> hall : hallKwh.entrySet()) {
            hall.setValue(hall.getValue() + facility.truth(hallMeters.get(h++)) / 60);
        }
        if (facility.time() % HOUR_MILLIS == 0) {
            hour(facility);
        }
    }

    private void hour(Facility facility) {
        EnergyAccount after = facility.energy();
        double itKwh = after.itKwh() - before.itKwh();
        double compressorKwh = 0;
        for (Subsystem subsystem : Subsystem.values()) {
            compressorKwh += subsystem.compressor() ? after.kwh(subsystem) - before.kwh(subsystem) : 0;
        }
        boolean free = after.economizerHours() - before.economizerHours() > (after.hours() - before.hours()) / 2;
        Mode mode = compressorKwh < COMPRESSOR_SHARE * itKwh ? Mode.FREE : free ? Mode.PARTIAL : Mode.MECHANICAL;
        hours.add(new Hour(facility.time() - HOUR_MILLIS, itKwh, after.coolingKwh() - before.coolingKwh(),
                after.facilityKwh() - before.facilityKwh(),
                facility.truth(PointId.of(PointCatalog.WEATHER_STATION, Quantity.WET_BULB_TEMPERATURE)), mode));
        for (int rack = 0; rack < facility.it().racks(); rack++) {
            int bin = (int) ((facility.it().inletC(rack) - LOWEST_INLET_C) / INLET_BIN_K);
            inletRackHours[Math.clamp(bin, 0, INLET_BINS - 1)]++;
        }
        before = after;
    }

    Scenario scenario() {
        return scenario;
    }

    List<Hour> hours() {
        return hours;
    }

    /// IT energy by hall, kWh.
    Map<String, Double> hallKwh() {
        return hallKwh;
    }

    /// Rack-hours by inlet: bins of 0.5 K from 10 C on.
    double[] inletRackHours() {
        return inletRackHours.clone();
    }
}

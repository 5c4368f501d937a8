package dev.ondol.simulator.facility;

import dev.ondol.facility.air.Water;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.CoolantUnits;
import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.air.HallAir;
import dev.ondol.simulator.control.Interlocks;
import dev.ondol.simulator.control.LocalControl;
import dev.ondol.simulator.control.Setpoints;
import dev.ondol.simulator.control.Signals;
import dev.ondol.simulator.electrical.PowerChain;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.liquid.FacilityWater;
import dev.ondol.simulator.liquid.TechnologyLoop;
import dev.ondol.simulator.plant.WaterPlant;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A data center as equations, one step at a time: servers, halls, technology loops, facility water, chilled and condenser
/// water, power chain, with local control and interlocks. Deterministic for a seed. Not thread-safe.
///
/// Boundary: facility power = IT (server fans included) + distribution and UPS loss + cooling + misc + the optimizer's own
/// servers. Distribution loss heats the halls, UPS loss and the optimizer's servers heat electrical rooms on the chilled
/// water (their small fans are in misc), misc is cooled by itself. Generation, storage and heat recovery are off.
public final class Facility {
    private static final double LONGEST_STEP = 60;

    private final Site site;
    private final LocalControl control;
    private final Weather weather;
    private final ItLoad it;
    private final PowerChain power;
    private final Setpoints setpoints;
    private final Signals signals;
    private final Interlocks interlocks;
    private final List<HallAir> halls = new ArrayList<>();
    private final List<Optional<TechnologyLoop>> loops = new ArrayList<>();
    private final Optional<FacilityWater> facilityWater;
    private final WaterPlant plant;
    private final EnergyMeter meter = new EnergyMeter();
    private final double[] hallItW;
    private final double roomRiseK;
    private final HeatBalance balance;
    private final Points points;

    private double timeMillis;
    private WeatherSample air;

    /// @param startMillis plant time of the first step's start
    /// @param seed        moves what differs between like units and racks
    /// @throws IllegalArgumentException if the site has equipment that is not simulated
    public Facility(Site site, LocalControl control, Weather weather, long startMillis, long seed) {
        SimulatedEquipment.check(site);
        this.site = site;
        this.control = control;
        this.weather = weather;
        timeMillis = startMillis;
        air = weather.at(startMillis);
        it = new ItLoad(site);
        power = new PowerChain(site.electrical());
        int count = site.halls().size();
        setpoints = new Setpoints(count);
        signals = new Signals(count);
        interlocks = new Interlocks(site);
        hallItW = new double[count];
        int rack = 0;
        for (int h = 0; h < count; h++) {
            Hall hall = site.halls().get(h);
            int racks = hall.racks().stream().mapToInt(RackGroup::racks).sum();
            halls.add(new HallAir(hall, it, rack, racks, seed * 31 + h));
            loops.add(hall.cdu().map(cdu -> new TechnologyLoop(cdu, liquidRacks(hall), waterDesignLS(cdu))));
            for (int r = rack; r < rack + racks; r++) {
                hallItW[h] += it.rackPowerW(r);
            }
            rack += racks;
        }
        facilityWater = site.cooling().dryCoolers().map(ignored -> new FacilityWater(site.cooling()));
        plant = new WaterPlant(site.cooling());
        Chillers chillers = site.cooling().chillers().orElseThrow();
        roomRiseK = chillers.returnC() - chillers.leavingC();
        control.begin(site, setpoints);
        observe();
        interlocks.apply(signals, setpoints, 1);
        balance = new HeatBalance(halls, loops, facilityWater, plant);
        points = new Points(site, PointCatalog.of(site), this, seed);
    }

    private int liquidRacks(Hall hall) {
        return hall.racks().stream()
                .filter(group -> group.nodeType().isPresent()
                        && site.nodeType(group.nodeType().get()).liquidFraction() > 0)
                .mapToInt(RackGroup::racks).sum();
    }

    /// Water side of the coolant units: their share of the facility pumps' design flow, or 10 K rise on chilled water.
    private double waterDesignLS(CoolantUnits cdu) {
        int duty = cdu.units() - cdu.redundant();
        if (cdu.source() == CoolantUnits.Source.CHILLED_WATER) {
            return duty * cdu.capacityW() / (Water.SPECIFIC_HEAT * 10);
        }
        int all = site.halls().stream().flatMap(hall -> hall.cdu().stream())
                .mapToInt(units -> units.units() - units.redundant()).sum();
        return site.cooling().facilityPumps().orElseThrow().designFlowLS() * duty / all;
    }

    /// Plant time, milliseconds since 1970-01-01T00:00Z.
    public long time() {
        return Math.round(timeMillis);
    }

    public Site site() {
        return site;
    }

    public ItLoad it() {
        return it;
    }

    /// Advances the plant.
    ///
    /// @param seconds 1 to 60
    public void step(double seconds) {
        if (!(seconds >= 1 && seconds <= LONGEST_STEP)) {
            throw new IllegalArgumentException("The step (%s s) must be 1 to 60 s.".formatted(seconds));
        }
        air = weather.at(time());
        it.advance(seconds);
        observe();
        control.decide(signals, setpoints, seconds);
        interlocks.apply(signals, setpoints, seconds);
        HeatFlows flows = new HeatFlows();
        double chilledC = plant.chilled().supplyC();
        for (int h = 0; h < halls.size(); h++) {
            stepHall(h, seconds, chilledC, flows);
        }
        facilityWater.ifPresent(water -> stepFacilityWater(water, seconds, chilledC, flows));
        double upsLossW = power.upsLossW(flows.itW + flows.distributionW);
        double roomW = upsLossW + power.optimizerW();
        flows.chilledW += roomW;
        flows.chilledLS += roomW / (Water.SPECIFIC_HEAT * roomRiseK);
        plant.step(seconds, air, flows.chilledW, flows.chilledLS, setpoints.inForce(setpoints.chilledWater()),
                setpoints.inForce(setpoints.condenserWater()));
        measure(flows, upsLossW);
        balance.check(meter, flows, roomW, seconds);
        countInlets(seconds);
        meter.count(seconds, plant.makeUpKg(), plant.economizing());
        timeMillis += seconds * 1000;
    }

    private void stepHall(int h, double seconds, double chilledC, HeatFlows flows) {
        HallAir hall = halls.get(h);
        double lossW = power.distributionLossW(hallItW[h]);
        hall.step(seconds, setpoints.inForce(setpoints.supplyAir(h)), setpoints.inForce(setpoints.pressure(h)),
                chilledC,
                lossW);
        hallItW[h] = hall.airHeatW() + hall.liquidHeatW();
        flows.itW += hallItW[h];
        flows.distributionW += lossW;
        flows.fanW += hall.fanW();
        flows.chilledW += hall.coilHeatW();
        flows.chilledLS += hall.waterLS();
        if (loops.get(h).isEmpty()) {
            return;
        }
        TechnologyLoop loop = loops.get(h).get();
        CoolantUnits cdu = site.halls().get(h).cdu().orElseThrow();
        boolean chilled = cdu.source() == CoolantUnits.Source.CHILLED_WATER;
        double waterC = chilled ? chilledC : facilityWater.orElseThrow().loop().supplyC();
        loop.step(seconds, hall.liquidHeatW(), setpoints.inForce(setpoints.technologyLoop(h)), waterC);
        it.coolant(h, loop.supplyC() - cdu.supplyC());
        flows.coolantPumpW += loop.pumpW();
        if (chilled) {
            flows.chilledW += loop.heatW();
            flows.chilledLS += loop.waterLS();
        } else {
            flows.facilityWaterW += loop.heatW();
            flows.facilityWaterLS += loop.waterLS();
            flows.facilityWaterSetC = Math.min(flows.facilityWaterSetC,
                    setpoints.inForce(setpoints.technologyLoop(h)) - cdu.approachK());
            flows.facilityWaterMostC = Math.min(flows.facilityWaterMostC,
                    site.envelope().technologyLoopC().max() - cdu.approachK());
        }
    }

    private void stepFacilityWater(FacilityWater water, double seconds, double chilledC, HeatFlows flows) {
        water.step(seconds, flows.facilityWaterW, flows.facilityWaterLS, flows.facilityWaterSetC,
                flows.facilityWaterMostC, air.dryBulbC(), chilledC);
        flows.chilledW += water.tiedW();
        flows.chilledLS += water.tieLS();
    }

    private void observe() {
        for (int h = 0; h < halls.size(); h++) {
            HallAir hall = halls.get(h);
            signals.highestInletC[h] = hall.highestInletC();
            signals.supplyAirC[h] = hall.supplyC();
            signals.valve[h] = hall.valve();
            signals.fanSpeed[h] = hall.fanSpeed();
        }
        signals.dryBulbC = air.dryBulbC();
        signals.wetBulbC = air.wetBulbC();
        signals.outdoorDewPointC = air.dewPointC();
        signals.economizing = plant.economizing();
    }

    private void measure(HeatFlows flows, double upsLossW) {
        meter.power(Subsystem.IT, flows.itW);
        meter.power(Subsystem.DISTRIBUTION_LOSS, flows.distributionW);
        meter.power(Subsystem.UPS_LOSS, upsLossW);
        meter.power(Subsystem.MISC, power.miscW(flows.itW));
        meter.power(Subsystem.OPTIMIZER, power.optimizerW());
        meter.power(Subsystem.CRAH_FANS, flows.fanW);
        meter.power(Subsystem.CDU_PUMPS, flows.coolantPumpW);
        facilityWater.ifPresent(water -> {
            meter.power(Subsystem.FACILITY_WATER_PUMPS, water.pumpW());
            meter.power(Subsystem.DRY_COOLERS, water.fanW());
        });
        meter.power(Subsystem.CHILLED_WATER_PUMPS, plant.chilledPumpW());
        meter.power(Subsystem.CONDENSER_WATER_PUMPS, plant.condenserPumpW());
        meter.power(Subsystem.CHILLERS, plant.chillerW());
        meter.power(Subsystem.TOWERS, plant.towerFanW());
    }

    private void countInlets(double seconds) {
        double highest = Double.NEGATIVE_INFINITY;
        int recommended = 0;
        int allowable = 0;
        for (HallAir hall : halls) {
            highest = Math.max(highest, hall.highestInletC());
        }
        if (highest > InletLimits.RECOMMENDED_C) {
            for (int rack = 0; rack < it.racks(); rack++) {
                recommended += it.inletC(rack) > InletLimits.RECOMMENDED_C ? 1 : 0;
                allowable += it.inletC(rack) > InletLimits.ALLOWABLE_C ? 1 : 0;
            }
        }
        meter.inlets(highest, recommended, allowable, it.racks(), seconds);
    }

    /// The present reading of a point in its unit; NaN if it is not simulated.
    public double reading(PointId point) {
        return points.reading(point);
    }

    /// Points that have readings.
    public Set<PointId> points() {
        return points.all();
    }

    /// Writes an optimizer's set-point over local control (priority 12). False if the point is not writable here or the
    /// value is outside of its limits.
    public boolean write(PointId point, double value) {
        return points.write(point, value);
    }

    /// The value in force of a set-point; NaN if there is none of that name.
    public double setpoint(PointId point) {
        return points.setpoint(point);
    }

    /// Gives a set-point back to local control, bumpless. Nodes go back to uncapped.
    public void relinquish(PointId point) {
        points.relinquish(point);
    }

    /// Gives every set-point back.
    public void relinquishAll() {
        points.relinquishAll();
    }

    /// What has been used since the start.
    public EnergyAccount energy() {
        return meter.account(plant.chillerStarts());
    }

    /// True while the interlocks hold a hall on full cooling.
    public boolean tripped(int hall) {
        return interlocks.tripped(hall);
    }

    HallAir hall(int h) {
        return halls.get(h);
    }

    Optional<TechnologyLoop> loop(int h) {
        return loops.get(h);
    }

    Optional<FacilityWater> facilityWater() {
        return facilityWater;
    }

    WaterPlant plant() {
        return plant;
    }

    EnergyMeter meter() {
        return meter;
    }

    Setpoints setpoints() {
        return setpoints;
    }

    PowerChain power() {
        return power;
    }

    WeatherSample air() {
        return air;
    }

    double hallItW(int h) {
        return hallItW[h];
    }
}

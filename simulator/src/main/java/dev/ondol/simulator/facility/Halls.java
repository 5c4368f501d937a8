package dev.ondol.simulator.facility;

import dev.ondol.facility.air.Water;
import dev.ondol.facility.site.CoolantUnits;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.air.HallAir;
import dev.ondol.simulator.condition.Condition;
import dev.ondol.simulator.control.Setpoints;
import dev.ondol.simulator.control.Signals;
import dev.ondol.simulator.electrical.PowerSupply;
import dev.ondol.simulator.heat.HeatBody;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.liquid.TechnologyLoop;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// All halls of a site: the air of each, and its technology loop where racks are liquid-cooled.
final class Halls {
    private final Site site;
    private final ItLoad it;
    private final PowerSupply power;
    private final List<HallAir> air = new ArrayList<>();
    private final List<Optional<TechnologyLoop>> loops = new ArrayList<>();
    private final double[] itW;

    Halls(Site site, ItLoad it, PowerSupply power, long seed) {
        this.site = site;
        this.it = it;
        this.power = power;
        int count = site.halls().size();
        itW = new double[count];
        int rack = 0;
        for (int h = 0; h < count; h++) {
            Hall hall = site.halls().get(h);
            int racks = hall.racks().stream().mapToInt(RackGroup::racks).sum();
            air.add(new HallAir(hall, it, rack, racks, seed * 31 + h));
            loops.add(hall.cdu().map(cdu -> new TechnologyLoop(cdu, liquidRacks(hall), waterDesignLS(cdu))));
            for (int r = rack; r < rack + racks; r++) {
                itW[h] += it.rackPowerW(r);
            }
            rack += racks;
        }
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

    /// Steps every hall and adds its flows.
    ///
    /// @param chilledC  chilled-water supply, Celsius
    /// @param facilityC facility-water supply, Celsius
    void step(double seconds, WeatherSample outdoors, Setpoints setpoints, double chilledC, double facilityC,
            HeatFlows flows) {
        for (int h = 0; h < air.size(); h++) {
            HallAir hall = air.get(h);
            double lossW = power.distributionLossW(h, itW[h]);
            hall.fixFanSpeed(setpoints.hand().fanSpeed());
            hall.step(seconds, setpoints.held(setpoints.supplyAir(h)), setpoints.inForce(setpoints.pressure(h)),
                    chilledC, outdoors, lossW);
            itW[h] = hall.airHeatW() + hall.liquidHeatW();
            flows.itW += itW[h];
            flows.distributionW += lossW;
            flows.fanW += hall.fanW();
            flows.doorFanW += hall.doorFanW();
            flows.compressorW += hall.compressorW();
            flows.airTreatmentW += hall.airTreatmentW();
            flows.chilledW += hall.chilledW();
            flows.chilledLS += hall.waterLS();
            if (loops.get(h).isPresent()) {
                stepLoop(h, loops.get(h).get(), seconds, setpoints, chilledC, facilityC, flows);
            }
        }
    }

    private void stepLoop(int h, TechnologyLoop loop, double seconds, Setpoints setpoints, double chilledC,
            double facilityC, HeatFlows flows) {
        CoolantUnits cdu = site.halls().get(h).cdu().orElseThrow();
        boolean chilled = cdu.source() == CoolantUnits.Source.CHILLED_WATER;
        double setC = setpoints.inForce(setpoints.technologyLoop(h));
        loop.step(seconds, air.get(h).liquidHeatW(), setpoints.held(setpoints.technologyLoop(h)),
                setpoints.inForce(setpoints.coolantFlow(h)), chilled ? chilledC : facilityC);
        it.coolant(h, loop.supplyC() - cdu.supplyC() + loop.slowFlowK());
        flows.coolantPumpW += loop.pumpW();
        if (chilled) {
            flows.chilledW += loop.heatW();
            flows.chilledLS += loop.waterLS();
        } else {
            flows.facilityWaterW += loop.heatW();
            flows.facilityWaterLS += loop.waterLS();
            flows.facilityWaterSetC = Math.min(flows.facilityWaterSetC, setC - cdu.approachK());
            flows.facilityWaterMostC = Math.min(flows.facilityWaterMostC,
                    site.envelope().technologyLoopC().max() - cdu.approachK());
        }
    }

    /// Fills in what controllers see of the halls.
    void observe(Signals signals) {
        for (int h = 0; h < air.size(); h++) {
            HallAir hall = air.get(h);
            signals.highestInletC[h] = hall.highestInletC();
            signals.supplyAirC[h] = hall.supplyC();
            signals.valve[h] = hall.valve();
            signals.fanSpeed[h] = hall.fanSpeed();
            signals.coolantRiseK[h] = loops.get(h).isPresent() ? coolantRiseK(loops.get(h).get()) : 0;
        }
        if (signals.rackInletC.length != it.racks()) {
            signals.rackInletC = new double[it.racks()];
        }
        it.copyInlets(signals.rackInletC);
    }

    /// Counts racks beyond the limits of their inlet and notes the warmest inlet and module.
    void countInlets(EnergyMeter meter, double seconds) {
        double highest = Double.NEGATIVE_INFINITY;
        int recommended = 0;
        int allowable = 0;
        double aboveK = 0;
        for (int h = 0; h < air.size(); h++) {
            highest = Math.max(highest, air.get(h).highestInletC());
            if (loops.get(h).isPresent()) {
                meter.caseC(loops.get(h).get().caseC());
            }
        }
        if (highest > InletLimits.RECOMMENDED_C) {
            for (int rack = 0; rack < it.racks(); rack++) {
                recommended += it.inletC(rack) > InletLimits.RECOMMENDED_C ? 1 : 0;
                aboveK += Math.max(0, it.inletC(rack) - InletLimits.RECOMMENDED_C);
                allowable += it.inletC(rack) > InletLimits.ALLOWABLE_C ? 1 : 0;
            }
        }
        meter.inlets(highest, recommended, allowable, aboveK, seconds);
        meter.rackSeconds(it.racks() * seconds);
    }

    /// Says how much chilled water the pumps can push through open valves / design flow, above 0, at most 1.
    void chilledWaterAvailable(double share) {
        for (int h = 0; h < air.size(); h++) {
            air.get(h).waterAvailable(share);
            loopWater(h, CoolantUnits.Source.CHILLED_WATER, share);
        }
    }

    /// Says how much facility water the pumps can push through open valves / design flow, above 0, at most 1.
    void facilityWaterAvailable(double share) {
        for (int h = 0; h < air.size(); h++) {
            loopWater(h, CoolantUnits.Source.FACILITY_WATER, share);
        }
    }

    private void loopWater(int h, CoolantUnits.Source source, double share) {
        if (site.halls().get(h).cdu().filter(cdu -> cdu.source() == source).isPresent()) {
            loops.get(h).ifPresent(loop -> loop.waterAvailable(share));
        }
    }

    /// Registers the units that may trip.
    void register(OutOfService out) {
        for (int h = 0; h < air.size(); h++) {
            Hall hall = site.halls().get(h);
            HallAir hallAir = air.get(h);
            hall.crah().ifPresent(crah -> out.bank("crah-" + hall.id(), crah.units(),
                    running -> hallAir.available((double) running / crah.units())));
            hall.crac().ifPresent(crac -> out.bank("crac-" + hall.id(), crac.units(),
                    running -> hallAir.available((double) running / crac.units())));
            if (hall.cdu().isPresent() && loops.get(h).isPresent()) {
                out.bank("cdu-" + hall.id(), hall.cdu().get().units(), loops.get(h).get()::available);
            }
        }
    }

    /// The state of repair of the units of all halls: `crah-h3`, `crac-h1`, `cdu-h1`.
    void conditions(BiConsumer<String, Condition> each) {
        for (int h = 0; h < air.size(); h++) {
            Hall hall = site.halls().get(h);
            HallAir hallAir = air.get(h);
            each.accept((hall.crah().isPresent() ? "crah-" : "crac-") + hall.id(),
                    new Condition(hallAir::foul, hallAir::stick));
            loops.get(h).ifPresent(loop -> each.accept("cdu-" + hall.id(), new Condition(loop::foul, ignored -> {})));
        }
    }

    /// The parts that hold heat.
    List<HeatBody> bodies() {
        List<HeatBody> bodies = new ArrayList<>(air);
        loops.forEach(loop -> loop.ifPresent(bodies::add));
        return bodies;
    }

    HallAir air(int h) {
        return air.get(h);
    }

    Optional<TechnologyLoop> loop(int h) {
        return loops.get(h);
    }

    double itW(int h) {
        return itW[h];
    }

    private static double coolantRiseK(TechnologyLoop loop) {
        return loop.returnC() - loop.supplyC();
    }
}

package dev.ondol.simulator.air;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RearDoors;
import dev.ondol.simulator.heat.HeatBody;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.Optional;
import java.util.SplittableRandom;

/// The air of one hall: cold aisles, racks and hot aisles, each with its heat capacity. Mass balance of recirculation and
/// bypass after Sharma et al. (2002); racks differ in how much hot air they draw in, the differences average out over the
/// hall's airflow. Steps of 1 to 60 s are stable; heat is conserved exactly.
public final class HallAir implements HeatBody {
    /// Heat capacity of a rack per nameplate power, J/(K W): steel, aluminium and copper of some 20 kg/kW.
    private static final double RACK_J_PER_K_W = 12;
    /// Structure and floor that follow the air of each aisle, J/(K W).
    private static final double AISLE_J_PER_K_W = 0.75;
    private static final double COLD_AISLE_SECONDS = 30;
    /// At least the longest step at the highest airflow, because the hot aisle's outflow is taken at the step's start.
    private static final double HOT_AISLE_SECONDS = 100;
    /// Spread of the racks' recirculation around the hall's, relative.
    private static final double LEAST_SHARE = -0.6;
    private static final double MOST_SHARE = 0.9;

    private final ItLoad it;
    private final int firstRack;
    private final int racks;
    private final Containment containment;
    private final HallCooler cooler;
    private final ReturnAir returning = new ReturnAir();
    private final HallMoisture moisture;
    private final Optional<RearDoorRow> doors;
    private final int doored;
    private final double coldJK;
    private final double hotJK;
    private final double[] rackJK;
    private final double[] share;
    private final double[] outletC;
    private final double[] flowKgS;

    private double coldC = 22;
    private double hotC = 32;
    private double highestInletC = 22;
    private double airHeatW;
    private double liquidHeatW;
    private double extraHeatW;
    private double storedW;
    /// Heat content of all racks above 0 C.
    private double racksJ;

    /// @param firstRack number of the hall's first rack in `it`
    /// @param racks     how many racks follow it
    public HallAir(Hall hall, ItLoad it, int firstRack, int racks, long seed) {
        this.it = it;
        this.firstRack = firstRack;
        this.racks = racks;
        rackJK = new double[racks];
        share = new double[racks];
        outletC = new double[racks];
        flowKgS = new double[racks];
        SplittableRandom random = new SplittableRandom(seed);
        doored = hall.rearDoors().map(RearDoors::units).orElse(0);
        double designKgS = 0;
        double dooredKgS = 0;
        double nameplateW = 0;
        for (int i = 0; i < racks; i++) {
            rackJK[i] = RACK_J_PER_K_W * it.nameplateW(firstRack + i);
            share[i] = random.nextDouble(LEAST_SHARE, MOST_SHARE);
            outletC[i] = hotC;
            racksJ += rackJK[i] * hotC;
            it.inlet(firstRack + i, coldC);
            designKgS += it.designFlowKgS(firstRack + i);
            dooredKgS += i < doored ? it.designFlowKgS(firstRack + i) : 0;
            nameplateW += it.nameplateW(firstRack + i);
        }
        cooler = HallCooler.of(hall);
        double behindKgS = dooredKgS;
        doors = hall.rearDoors().map(spec -> new RearDoorRow(spec, hall.crah().orElseThrow(), behindKgS));
        containment = new Containment(hall, cooler, designKgS);
        moisture = new HallMoisture(hall.moisture(), designKgS);
        coldJK = COLD_AISLE_SECONDS * designKgS * MoistAir.SPECIFIC_HEAT + AISLE_J_PER_K_W * nameplateW;
        hotJK = HOT_AISLE_SECONDS * designKgS * MoistAir.SPECIFIC_HEAT + AISLE_J_PER_K_W * nameplateW;
    }

    /// Fixes the fan speed of all units, 0 to 1; NaN: fans hold the pressure.
    public void fixFanSpeed(double speed) {
        containment.fixSpeed(speed);
    }

    /// One step.
    ///
    /// @param seconds  1 to 60
    /// @param supplySetC wanted supply air, Celsius
    /// @param pressureSetPa wanted differential pressure, Pa
    /// @param waterC   chilled water entering the coils, Celsius
    /// @param extraW   other heat in the hall (busways, PDUs), W
    public void step(double seconds, double supplySetC, double pressureSetPa, double waterC,
            WeatherSample outdoors, double extraW) {
        double serverKgS = 0;
        double shareKgS = 0;
        for (int i = 0; i < racks; i++) {
            double flow = it.flowKgS(firstRack + i);
            flowKgS[i] = flow;
            serverKgS += flow;
            shareKgS += flow * share[i];
        }
        double meanShare = shareKgS / serverKgS;
        containment.balance(serverKgS, pressureSetPa);
        double recirculated = containment.recirculated();
        cool(supplySetC, waterC, seconds, outdoors);
        double supplyC = cooler.supplyC();

        double serverWK = serverKgS * MoistAir.SPECIFIC_HEAT;
        double inflowC = (1 - recirculated) * supplyC + recirculated * hotC;
        double coldBefore = coldC;
        double a = seconds * serverWK / coldJK;
        double coldDecay = Math.exp(-a);
        coldC = inflowC + (coldBefore - inflowC) * coldDecay;
        double meanColdC = inflowC + (coldBefore - inflowC) * (1 - coldDecay) / a;

        double riseK = meanColdC - supplyC;
        airHeatW = 0;
        liquidHeatW = 0;
        storedW = 0;
        racksJ = 0;
        highestInletC = Double.NEGATIVE_INFINITY;
        double toHotW = 0;
        if (doors.isPresent()) {
            toHotW += behindDoors(doors.get(), racks(seconds, meanColdC, riseK, meanShare, 0, doored), supplySetC,
                    waterC);
        }
        toHotW += racks(seconds, meanColdC, riseK, meanShare, doored, racks);
        extraHeatW = extraW;
        double hotBefore = hotC;
        hotC += seconds * (toHotW + extraW - serverWK * hotC) / hotJK;
        storedW += (coldJK * (coldC - coldBefore) + hotJK * (hotC - hotBefore)) / seconds;
    }

    private void cool(double supplySetC, double waterC, double seconds, WeatherSample outdoors) {
        returning.speed = containment.speed();
        returning.kgS = containment.supplyKgS();
        returning.hotC = hotC;
        returning.bypassed = containment.bypassed();
        returning.humidityRatio = moisture.ratio();
        cooler.cool(returning, supplySetC, waterC, outdoors);
        moisture.step(seconds, outdoors, cooler.outdoorKgS(), cooler.condensedKgS());
    }

    /// What is left of the heat flow of the doored racks behind their doors, W.
    private double behindDoors(RearDoorRow row, double outW, double supplySetC, double waterC) {
        double airWK = 0;
        for (int i = 0; i < doored; i++) {
            airWK += flowKgS[i] * MoistAir.SPECIFIC_HEAT;
        }
        row.cool(outW / airWK, airWK, supplySetC, waterC);
        return outW + row.fanW() - row.heatW();
    }

    /// Passes the air through racks `from` to `to` (exclusive). Returns their heat flow, above 0 C air, W.
    private double racks(double seconds, double meanColdC, double riseK, double meanShare, int from, int to) {
        double inW = 0;
        double airW = 0;
        double liquidW = 0;
        double stored = 0;
        double content = 0;
        double highest = highestInletC;
        for (int i = from; i < to; i++) {
            int rack = firstRack + i;
            double inletC = meanColdC + (share[i] - meanShare) * riseK;
            it.inlet(rack, inletC);
            highest = Math.max(highest, inletC);
            double heatW = it.airHeatW(rack);
            airW += heatW;
            liquidW += it.liquidHeatW(rack);
            double rackWK = flowKgS[i] * MoistAir.SPECIFIC_HEAT;
            double target = inletC + heatW / rackWK;
            double before = outletC[i];
            double after = target + (before - target) * decay(seconds * rackWK / rackJK[i]);
            outletC[i] = after;
            inW += rackWK * inletC;
            stored += rackJK[i] * (after - before);
            content += rackJK[i] * after;
        }
        highestInletC = highest;
        airHeatW += airW;
        liquidHeatW += liquidW;
        double storedInRacksW = stored / seconds;
        storedW += storedInRacksW;
        racksJ += content;
        return inW + airW - storedInRacksW; // what the racks neither stored nor gave to the liquid
    }

    /// exp(-a) within 1e-4 for a below 0.45, positive and falling for all a: the reciprocal of the series of exp(a). The heat
    /// balance of a rack holds for any decay, and this is the hottest line of the simulator.
    private static double decay(double a) {
        return 1 / (1 + a * (1 + a * (1.0 / 2 + a * (1.0 / 6 + a / 24))));
    }

    @Override
    public double imbalanceW() {
        double doorsW = doors.isPresent() ? doors.get().fanW() - doors.get().heatW() : 0;
        return airHeatW + extraHeatW + cooler.fanW() - cooler.heatW() + doorsW - storedW + moisture.imbalanceW();
    }

    public double supplyC() {
        return cooler.supplyC();
    }

    public double returnC() {
        return cooler.returnC();
    }

    public double hotAisleC() {
        return hotC;
    }

    /// Inlet of the hottest rack, Celsius.
    public double highestInletC() {
        return highestInletC;
    }

    public double pressurePa() {
        return containment.pressurePa();
    }

    /// Airflow of the air handlers, m3/s of standard air.
    public double airflowM3S() {
        return containment.supplyKgS() / MoistAir.STANDARD_DENSITY;
    }

    /// Fan speed of the air handlers, 0 to 1.
    public double fanSpeed() {
        return containment.speed();
    }

    /// Fans of the air handlers or room units, W.
    public double fanW() {
        return cooler.fanW();
    }

    /// Fans of the rear doors, W.
    public double doorFanW() {
        return doors.isPresent() ? doors.get().fanW() : 0;
    }

    /// Humidifiers and drying of the make-up air, W.
    public double airTreatmentW() {
        return moisture.humidifierW() + moisture.dryingW();
    }

    /// Humidity ratio of the air, kg/kg.
    public double humidityRatio() {
        return moisture.ratio();
    }

    /// Water that condenses on the coils, kg/s.
    public double condensedKgS() {
        return cooler.condensedKgS();
    }

    /// Compressors of direct-expansion units, W.
    public double compressorW() {
        return cooler.compressorW();
    }

    /// Valve opening of the air handlers or the doors, whichever is wider (or load of the compressors), 0 to 1.
    public double valve() {
        return doors.isPresent() ? Math.max(cooler.valve(), doors.get().valve()) : cooler.valve();
    }

    /// Heat given to the chilled water, W.
    public double chilledW() {
        return doors.isPresent() ? cooler.chilledW() + doors.get().heatW() : cooler.chilledW();
    }

    /// Chilled water through the coils, L/s.
    public double waterLS() {
        return doors.isPresent() ? cooler.waterLS() + doors.get().waterLS() : cooler.waterLS();
    }

    /// Heat of the servers into the air in the last step, W.
    public double airHeatW() {
        return airHeatW;
    }

    /// Heat of the servers into the technology loop in the last step, W.
    public double liquidHeatW() {
        return liquidHeatW;
    }

    @Override
    public double electricW() {
        return cooler.fanW() + cooler.compressorW() + doorFanW() + moisture.humidifierW();
    }

    @Override
    public double rejectedW() {
        return cooler.rejectedW() - moisture.gainW();
    }

    /// Heat content of air, racks and structure above 0 C, and latent heat of the moisture, J.
    @Override
    public double energyJ() {
        return coldJK * coldC + hotJK * hotC + racksJ + moisture.energyJ();
    }
}

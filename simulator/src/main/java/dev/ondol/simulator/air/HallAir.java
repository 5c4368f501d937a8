package dev.ondol.simulator.air;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RearDoors;
import dev.ondol.simulator.heat.HeatBody;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.Optional;

/// The air of one hall: cold aisles, racks and hot aisles, each with its heat capacity. Mass balance of recirculation and
/// bypass after Sharma et al. (2002) in [Containment], its spread over rows and racks in [HallRacks]. Steps of 1 to 60 s are
/// stable; heat is conserved exactly.
public final class HallAir implements HeatBody {
    /// Structure and floor that follow the air of each aisle, J/(K W).
    private static final double AISLE_J_PER_K_W = 0.75;
    private static final double COLD_AISLE_SECONDS = 30;
    /// At least the longest step at the highest airflow, because the hot aisle's outflow is taken at the step's start.
    private static final double HOT_AISLE_SECONDS = 100;

    private final HallRacks racks;
    private final Containment containment;
    private final HallCooler cooler;
    private final ReturnAir returning = new ReturnAir();
    private final HallMoisture moisture;
    private final Optional<RearDoorRow> doors;
    private final int doored;
    private final double coldJK;
    private final double hotJK;

    private double coldC = 22;
    private double hotC = 32;
    private double extraHeatW;
    private double storedW;

    /// @param firstRack number of the hall's first rack in `it`
    /// @param count     how many racks the hall has
    public HallAir(Hall hall, ItLoad it, int firstRack, int count, long seed) {
        racks = new HallRacks(it, firstRack, count, coldC, hotC, seed);
        double designKgS = racks.designKgS();
        doored = hall.rearDoors().map(RearDoors::units).orElse(0);
        doors = hall.rearDoors()
                .map(spec -> new RearDoorRow(spec, hall.crah().orElseThrow(), racks.designKgS(spec.units())));
        cooler = HallCooler.of(hall);
        containment = new Containment(hall, cooler, designKgS);
        moisture = new HallMoisture(hall.moisture(), designKgS);
        double aislesJK = AISLE_J_PER_K_W * racks.nameplateW();
        coldJK = COLD_AISLE_SECONDS * designKgS * MoistAir.SPECIFIC_HEAT + aislesJK;
        hotJK = HOT_AISLE_SECONDS * designKgS * MoistAir.SPECIFIC_HEAT + aislesJK;
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
        double serverKgS = racks.draw();
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
        double toHotW = 0;
        if (doors.isPresent()) {
            double outW = racks.pass(seconds, meanColdC, riseK, 0, doored);
            toHotW += behindDoors(doors.get(), outW, supplySetC, waterC);
        }
        toHotW += racks.pass(seconds, meanColdC, riseK, doored, racks.count());
        extraHeatW = extraW;
        double hotBefore = hotC;
        hotC += seconds * (toHotW + extraW - serverWK * hotC) / hotJK;
        storedW = racks.storedW() + (coldJK * (coldC - coldBefore) + hotJK * (hotC - hotBefore)) / seconds;
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
        double airWK = racks.drawnKgS(doored) * MoistAir.SPECIFIC_HEAT;
        row.cool(outW / airWK, airWK, supplySetC, waterC);
        return outW + row.fanW() - row.heatW();
    }

    @Override
    public double imbalanceW() {
        double doorsW = doors.isPresent() ? doors.get().fanW() - doors.get().heatW() : 0;
        return racks.airHeatW() + extraHeatW + cooler.fanW() - cooler.heatW() + doorsW - storedW
                + moisture.imbalanceW();
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

    /// Inlet of the hottest rack, Celsius; of the cold aisle before the first step.
    public double highestInletC() {
        double highestC = racks.highestInletC();
        return highestC > Double.NEGATIVE_INFINITY ? highestC : coldC;
    }

    /// Supply heat index (Sharma, Bash and Patel 2002): share of the servers' inlet air that comes from the hot aisle, 0 to 1.
    public double supplyHeatIndex() {
        return containment.recirculated();
    }

    /// Return temperature index (Herrlin 2008): airflow of the servers / airflow of the air handlers; above 1 hot air
    /// recirculates, below 1 cold air returns unused.
    public double returnTemperatureIndex() {
        return (1 - containment.bypassed()) / (1 - containment.recirculated());
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

    /// Says how much of the units that cool the air can run, 0 to 1.
    public void available(double share) {
        cooler.available(share);
    }

    /// Puts dirt on the coils of the air handlers or room units, or cleans them.
    ///
    /// @param conductance what is left of the clean conductance, above 0, at most 1
    public void foul(double conductance) {
        cooler.foul(conductance);
    }

    /// Says how much water the pumps can push through open valves / design flow, above 0, at most 1.
    public void waterAvailable(double share) {
        cooler.waterAvailable(share);
        doors.ifPresent(row -> row.waterAvailable(share));
    }

    /// Lets the valves of the air handlers stick where they stand, 0 to 1, or move again (NaN).
    public void stick(double position) {
        cooler.stick(position);
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
        return racks.airHeatW();
    }

    /// Heat of the servers into the technology loop in the last step, W.
    public double liquidHeatW() {
        return racks.liquidHeatW();
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
        return coldJK * coldC + hotJK * hotC + racks.energyJ() + moisture.energyJ();
    }
}

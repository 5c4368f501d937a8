package dev.ondol.simulator.facility;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.control.HandOperation;
import dev.ondol.simulator.control.HandOperation.ChangeOver;
import dev.ondol.simulator.control.Interlocks;
import dev.ondol.simulator.control.LocalControl;
import dev.ondol.simulator.control.Setpoints;
import dev.ondol.simulator.control.Signals;
import dev.ondol.simulator.electrical.PowerSupply;
import dev.ondol.simulator.energy.AssetAccount;
import dev.ondol.simulator.energy.SiteAssets;
import dev.ondol.simulator.heat.HeatBody;
import dev.ondol.simulator.it.ItLoad;
import dev.ondol.simulator.liquid.FacilityWater;
import dev.ondol.simulator.liquid.StorageTank;
import dev.ondol.simulator.plant.CentralPlant;
import dev.ondol.simulator.plant.ChillerPlant;
import dev.ondol.simulator.plant.RoomUnits;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/// A data center as equations, one step at a time: halls with their servers and technology loops, facility water, central
/// plant and power supply, with local control and interlocks. What kind of plant or hall cooling a site has, the step does
/// not know. Deterministic for a seed. Not thread-safe.
///
/// Boundary: facility power = IT (server fans included) + distribution, UPS and transformer loss + cooling + misc + the optimizer's own
/// servers. Distribution loss heats the halls, UPS and transformer loss and the optimizer's servers heat electrical rooms on
/// the chilled water (their small fans are in misc), misc is cooled by itself. The heat pump of
/// a heat recovery is inside; generation and storage stand at the meter. All three are off unless asked for.
public final class Facility {
    private static final double LONGEST_STEP = 60;

    private final Site site;
    private final LocalControl control;
    private final Weather weather;
    private final ItLoad it;
    private final PowerSupply power;
    private final Setpoints setpoints;
    private final Signals signals;
    private final Interlocks interlocks;
    private final Halls halls;
    private final Optional<FacilityWater> facilityWater;
    private final CentralPlant plant;
    private final Optional<SiteAssets> assets;
    private final HeatRecovery recovery;
    private final EnergyMeter meter = new EnergyMeter();
    private final HeatFlows flows = new HeatFlows();
    private final HeatBalance balance;
    private final SubMeters meters;
    private final Upkeep upkeep;
    private final Leaks leaks;
    private final Points points;

    private Instruments instruments = Instruments.SOUND;
    private double timeMillis;
    private WeatherSample air;

    /// A facility whose energy assets are off.
    ///
    /// @param startMillis plant time of the first step's start
    /// @param seed        moves what differs between like units and racks
    /// @throws IllegalArgumentException if the site has equipment that is not simulated
    public Facility(Site site, LocalControl control, Weather weather, long startMillis, long seed) {
        this(site, control, weather, startMillis, seed, false);
    }

    /// @param startMillis plant time of the first step's start
    /// @param seed        moves what differs between like units and racks
    /// @param withAssets  whether generation, storage and heat recovery work; by simple rules where nobody writes
    /// @throws IllegalArgumentException if the site has equipment that is not simulated
    public Facility(Site site, LocalControl control, Weather weather, long startMillis, long seed,
            boolean withAssets) {
        SimulatedEquipment.check(site);
        this.site = site;
        this.control = control;
        this.weather = weather;
        timeMillis = startMillis;
        air = weather.at(startMillis);
        it = new ItLoad(site);
        power = new PowerSupply(site);
        setpoints = new Setpoints(site.halls().size());
        signals = new Signals(site.halls().size());
        interlocks = new Interlocks(site);
        halls = new Halls(site, it, power, seed);
        facilityWater = site.cooling().dryCoolers().map(ignored -> new FacilityWater(site.cooling()));
        plant = CentralPlant.of(site);
        assets = withAssets ? Optional.of(new SiteAssets(site, weather)) : Optional.empty();
        recovery = new HeatRecovery(assets);
        control.begin(site, setpoints);
        observe();
        interlocks.apply(signals, setpoints, 1);
        List<HeatBody> bodies = halls.bodies();
        facilityWater.ifPresent(bodies::add);
        bodies.add(plant);
        balance = new HeatBalance(bodies);
        meters = new SubMeters(meter, power, plant, facilityWater, assets);
        upkeep = new Upkeep(site, halls, facilityWater, plant, power);
        leaks = upkeep.leaks();
        points = new Points(site, PointCatalog.of(site), this, seed);
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
        instruments.mislead(signals, setpoints, time());
        control.decide(signals, setpoints, seconds);
        interlocks.apply(signals, setpoints, seconds);
        followHand(setpoints.hand());
        flows.clear();
        double chilledC = plant.chilledSupplyC();
        double facilityC = facilityWater.isPresent() ? facilityWater.get().loop().supplyC() : Double.NaN;
        halls.step(seconds, air, setpoints, chilledC, facilityC, flows);
        double recoveredW = 0;
        if (facilityWater.isPresent()) {
            recoveredW = recovery.fromFacilityWater(flows, facilityWater.get(), air.dryBulbC());
            stepFacilityWater(facilityWater.get(), seconds, chilledC);
        }
        double leakedW = leaks.chilledW(chilledC);
        flows.chilledW -= leakedW;
        power.serve(flows.itW, flows.distributionW);
        double roomW = power.roomHeatW();
        flows.chilledW += roomW;
        flows.chilledLS += plant.roomLS(roomW);
        if (facilityWater.isEmpty()) {
            recoveredW = recovery.fromChilledWater(flows, chilledC, air.dryBulbC());
        }
        plant.step(seconds, air, flows.chilledW, flows.chilledLS, setpoints.held(setpoints.chilledWater()),
                setpoints.held(setpoints.condenserWater()));
        meters.read(flows);
        power.settle(meter.coolingW() + meter.powerW(Subsystem.HEAT_PUMP));
        if (assets.isPresent()) {
            assets.get().settle(seconds, time(), air, power.importW());
        }
        double goneW = leakedW + leaks.facilityW(facilityC) + recoveredW;
        balance.check(meter, flows.itW + flows.distributionW + roomW - goneW, seconds);
        halls.countInlets(meter, seconds);
        double padsKg = facilityWater.isPresent() ? facilityWater.get().makeUpKg() : 0;
        meter.count(seconds, plant.makeUpKg() + padsKg + leaks.litresPerSecond() * seconds, plant.economizing(),
                plant.beyondCurves());
        timeMillis += seconds * 1000;
    }

    private void followHand(HandOperation hand) {
        plant.changeOver(hand.economizer() != ChangeOver.AUTOMATIC, hand.economizer() == ChangeOver.OPEN);
        if (facilityWater.isPresent()) {
            facilityWater.get().onChilledWater(hand.liquidOnChilledWater());
        }
    }

    private void stepFacilityWater(FacilityWater water, double seconds, double chilledC) {
        flows.facilityWaterW -= leaks.facilityW(water.loop().supplyC());
        water.step(seconds, flows.facilityWaterW, flows.facilityWaterLS, flows.facilityWaterSetC,
                flows.facilityWaterMostC, air, chilledC);
        flows.chilledW += water.tiedW();
        flows.chilledLS += water.tieLS();
    }

    private void observe() {
        halls.observe(signals);
        signals.dryBulbC = air.dryBulbC();
        signals.wetBulbC = air.wetBulbC();
        signals.outdoorDewPointC = air.dewPointC();
        signals.economizing = plant.economizing();
    }

    /// The present reading of a point in its unit; NaN if it is not simulated.
    public double reading(PointId point) {
        return instruments.shown(point, points.reading(point), time());
    }

    /// What [#reading] tells of a point, looked up once: for those who read it every minute.
    public DoubleSupplier sensor(PointId point) {
        DoubleSupplier truth = points.sensor(point);
        return () -> instruments.shown(point, truth.getAsDouble(), time());
    }

    /// What [#setpoint] tells of a point, looked up once.
    public DoubleSupplier inForce(PointId point) {
        return points.inForce(point);
    }

    /// The true value of a point in its unit, whatever its sensor shows; NaN if it is not simulated.
    public double truth(PointId point) {
        return points.reading(point);
    }

    /// Puts other instruments between the plant and its readers.
    public void instruments(Instruments others) {
        instruments = others;
    }

    /// What stands between the plant and its readers.
    public Instruments instruments() {
        return instruments;
    }

    /// What can break and be mended.
    public Upkeep upkeep() {
        return upkeep;
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

    /// The chilled-water storage of the site; idle until it is asked for something.
    public Optional<StorageTank> tank() {
        return switch (plant) {
            case ChillerPlant chillers -> chillers.chilledWater().tank();
            case RoomUnits ignored -> Optional.empty();
        };
    }

    /// What has been used since the start.
    public EnergyAccount energy() {
        return meter.account(plant.chillerStarts());
    }

    /// Heat in air, racks and water, a storage tank included, J above 0 C: two runs that end with different contents have
    /// not removed the same heat.
    public double heatContentJ() {
        return balance.energyJ();
    }

    /// What generation, storage and heat recovery did since the start; empty where they are off.
    public Optional<AssetAccount> assets() {
        return assets.map(SiteAssets::account);
    }

    Optional<SiteAssets> siteAssets() {
        return assets;
    }

    /// Lets the uninterruptible supplies rotate their modules or run in eco mode; see
    /// [dev.ondol.simulator.electrical.PowerChain#operate].
    ///
    /// @throws IllegalArgumentException if the supplies have no eco mode
    public void operateUps(boolean rotating, boolean eco) {
        power.operateUps(rotating, eco);
    }

    /// True while the interlocks hold a hall on full cooling.
    public boolean tripped(int hall) {
        return interlocks.tripped(hall);
    }

    Halls halls() {
        return halls;
    }

    Optional<FacilityWater> facilityWater() {
        return facilityWater;
    }

    CentralPlant plant() {
        return plant;
    }

    EnergyMeter meter() {
        return meter;
    }

    Setpoints setpoints() {
        return setpoints;
    }

    PowerSupply power() {
        return power;
    }

    WeatherSample air() {
        return air;
    }
}

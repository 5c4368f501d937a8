package dev.ondol.optimizer.model;

import dev.ondol.facility.site.CoolingPlant;
import dev.ondol.facility.site.Electrical;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;
import java.util.List;

/// Facility power as a function of IT load by hall, set-points and weather. Deterministic. Holds scratch space: one instance
/// a thread.
public final class PlantModel {
    /// Modules of the supplies are loaded up to this share before one more runs.
    private static final double UPS_ROTATED_LOAD = 0.8;
    private static final double ECO = 0.5;

    private final Site site;
    private final List<Actuator> actuators;
    private final HallModel[] halls;
    private final LiquidModel liquid;
    private final WaterPlant water;
    private final int[] supplyAt;
    private final int[] pressureAt;
    private final int[] loopAt;
    private final int chilledAt;
    private final int condenserAt;
    private final int modulesAt;
    private final int ecoAt;
    private final int[] flowAt;
    private final double[] loopSetC;
    private final double[] loopLS;
    private final double[] serviceW;

    public PlantModel(Site site, List<Actuator> actuators) {
        this.site = site;
        serviceW = site.halls().stream().mapToDouble(PlantModel::serviceW).toArray();
        this.actuators = List.copyOf(actuators);
        int count = site.halls().size();
        halls = new HallModel[count];
        supplyAt = new int[count];
        pressureAt = new int[count];
        loopAt = new int[count];
        flowAt = new int[count];
        for (int hall = 0; hall < count; hall++) {
            halls[hall] = new HallModel(site, site.halls().get(hall));
            supplyAt[hall] = find(Actuator.Kind.SUPPLY_AIR, hall);
            pressureAt[hall] = find(Actuator.Kind.PRESSURE, hall);
            loopAt[hall] = find(Actuator.Kind.TECHNOLOGY_LOOP, hall);
            flowAt[hall] = find(Actuator.Kind.COOLANT_FLOW, hall);
        }
        chilledAt = find(Actuator.Kind.CHILLED_WATER, -1);
        condenserAt = find(Actuator.Kind.CONDENSER_WATER, -1);
        modulesAt = find(Actuator.Kind.UPS_MODULES, -1);
        ecoAt = find(Actuator.Kind.UPS_ECO, -1);
        liquid = new LiquidModel(site);
        water = new WaterPlant(site.cooling());
        loopSetC = new double[count];
        loopLS = new double[count];
    }

    private int find(Actuator.Kind kind, int hall) {
        return actuators.stream().filter(a -> a.kind() == kind && a.hall() == hall).mapToInt(Actuator::index)
                .findFirst()
                .orElse(-1);
    }

    public int halls() {
        return halls.length;
    }

    public List<Actuator> actuators() {
        return actuators;
    }

    public Site site() {
        return site;
    }

    /// Power of the service racks of a hall with all leaf switches on and processors at full clock, W. What is less by set-points, the hall's
    /// meter shows.
    public double serviceW(int hall) {
        return serviceW[hall];
    }

    private static double serviceW(Hall hall) {
        return hall.racks().stream().filter(group -> group.serviceLoad().isPresent())
                .mapToDouble(group -> group.racks() * group.nameplateW() * load(group)).sum();
    }

    private static double load(RackGroup group) {
        return group.serviceLoad().orElse(0.0);
    }

    /// Middle of the envelope for each set-point: what the model assumes before the plant has told its own.
    public double[] middle() {
        return actuators.stream().mapToDouble(a -> (a.limits().min() + a.limits().max()) / 2).toArray();
    }

    /// @param outdoor   weather
    /// @param airW      IT heat into the air of each hall at 20 C inlet, W
    /// @param liquidW   IT heat into the technology loop of each hall, W
    /// @param setpoints one value for each actuator, in its unit
    /// @param out       receives the result
    public void evaluate(Outdoor outdoor, Calibration calibration, double[] airW, double[] liquidW, double[] setpoints,
            Estimate out) {
        Electrical electrical = site.electrical();
        Coefficients of = calibration.coefficients();
        double chilledC = chilledAt >= 0 ? setpoints[chilledAt] : Double.NaN;
        for (int hall = 0; hall < halls.length; hall++) {
            loopSetC[hall] = loopAt[hall] >= 0 ? setpoints[loopAt[hall]] : Double.NaN;
            loopLS[hall] = flowAt[hall] >= 0 ? setpoints[flowAt[hall]] : Double.NaN;
        }
        liquid.solve(liquidW, loopSetC, loopLS, outdoor.dryBulbC(), chilledC, of);
        double itW = liquid.riseW;
        double fansW = 0;
        double waterHeatW = liquid.chilledW;
        double expansionW = 0;
        double waterLS = liquid.chilledLS;
        for (int hall = 0; hall < halls.length; hall++) {
            HallModel model = halls[hall];
            double totalW = airW[hall] + liquidW[hall];
            model.solve(airW[hall], totalW, electrical.distributionLoss() * totalW, setpoints[supplyAt[hall]],
                    setpoints[pressureAt[hall]], model.usesChilledWater() ? chilledC : Double.NaN,
                    calibration.airflowRatio(hall), calibration.inletBiasK(hall), of.airFans(), of.coilTransfer());
            itW += totalW + model.riseW;
            fansW += model.fanW;
            if (model.usesChilledWater()) {
                waterHeatW += model.heatW;
                waterLS += model.waterLS;
            } else {
                double lift = Math.max(10, outdoor.dryBulbC() + 15 - (model.supplyC - 8));
                double cop = model.directExpansionCop() * 34 / lift;
                expansionW += of.chillers() * model.heatW / Math.min(cop, 2 * model.directExpansionCop());
            }
            out.riseW[hall] = model.riseW + (liquid.has(hall) ? liquid.hallRiseW[hall] : 0);
            out.inletC[hall] = model.inletC;
            out.supplyC[hall] = model.supplyC;
            out.flowM3S[hall] = model.flowM3S;
            out.airLoad[hall] = model.load;
            out.loopC[hall] = liquid.loopC[hall];
            out.liquidLoad[hall] = liquid.has(hall) ? liquid.load[hall] : 0;
            out.coolantRise[hall] = liquid.rise[hall];
        }
        double distributionW = electrical.distributionLoss() * itW * of.losses();
        double wanted = modulesAt >= 0 ? setpoints[modulesAt] : electrical.ups().modules();
        boolean eco = ecoAt >= 0 && setpoints[ecoAt] >= ECO;
        double upsW = upsLossW(electrical.ups(), itW + distributionW, wanted, eco) * of.losses();
        CoolingPlant plant = site.cooling();
        water.out = calibration.chillersOut();
        if (plant.chillers().isPresent()) {
            // The electrical rooms hang on the chilled water too, at its design rise.
            water.solve(waterHeatW + upsW, waterLS + water.designLS(upsW), chilledC, condenserAt >= 0
                    ? setpoints[condenserAt]
                    : Double.NaN, outdoor, of);
        } else {
            water.solve(0, 0, chilledC, Double.NaN, outdoor, of);
        }
        double ratio = calibration.coolingRatio();
        out.itW = itW;
        out.airFansW = fansW * ratio;
        out.chillersW = (water.chillersW + expansionW) * ratio;
        out.towersW = water.towersW * ratio;
        out.dryCoolersW = liquid.dryCoolersW * ratio;
        out.chilledPumpsW = water.chilledPumpsW * ratio;
        out.condenserPumpsW = water.condenserPumpsW * ratio;
        out.facilityPumpsW = liquid.facilityPumpsW * ratio;
        out.coolantPumpsW = liquid.coolantPumpsW * ratio;
        out.coolingW = out.airFansW + out.chillersW + out.towersW + out.dryCoolersW + out.pumpsW();
        out.towerHeatW = water.towerHeatW;
        out.chilledLS = water.flowLS;
        out.lossW = upsW + distributionW;
        out.facilityW = itW + out.coolingW + out.lossW + electrical.miscFraction() * itW + electrical.optimizerW();
        out.freeCooling = water.freeCooling;
        out.plantLoad = water.load;
    }

    /// The modules that run carry the same share of the load on all sides. More than are wanted run where the load needs them: as
    /// many as carry it at 80 %, and the spares.
    ///
    /// @param wanted modules that are to run on each side
    /// @param eco    whether they run in eco mode, where they have one
    static double upsLossW(Electrical.Ups ups, double loadW, double wanted, boolean eco) {
        double needed = Math.max(1, Math.ceil(loadW / ups.sides() / (UPS_ROTATED_LOAD * ups.moduleW()))) + ups
                .redundantModules();
        double modules = Math.min(ups.modules(), Math.max(needed, wanted));
        double ratedW = ups.sides() * modules * ups.moduleW();
        Electrical.Loss loss = eco ? ups.eco().orElse(ups.loss()) : ups.loss();
        return ratedW * loss.at(loadW / ratedW);
    }
}

package dev.ondol.optimizer.placement;

import dev.ondol.facility.site.NodeType;
import dev.ondol.facility.workload.Placement.Energy;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.HallHeat;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.model.Estimate;
import dev.ondol.optimizer.model.Evaporation;
import dev.ondol.optimizer.model.NodePower;
import dev.ondol.optimizer.model.PlantModel;
import dev.ondol.optimizer.model.Situation;
import dev.ondol.optimizer.price.Tariff;
import dev.ondol.optimizer.problem.Gang;
import dev.ondol.optimizer.problem.Horizon;

/// What a node set would cost: the plant model with the job minus the plant model without it, in the present situation.
/// Guarded by its owner.
final class Pricing {
    private static final double MS_PER_HOUR = 3_600_000;
    /// Share of a limit below which a difference does not show: about 0.1 K of an inlet.
    private static final double UNSEEN = 0.004;

    /// A hint further from the model than this is taken for a mistake of units.
    private static final double LEAST_HINT = 0.1;
    private static final double MOST_HINT = 3;

    /// A node set with its price.
    ///
    /// @param facilityW additional facility power, W
    /// @param excess    what it would break in the plant even with all set-points at their safe ends: K above inlet and loop limits,
    ///                  percent above capacities; 0 for nothing
    /// @param energy    over the whole run, not priced yet
    record Offer(NodeSet nodes, double facilityW, double excess, Energy energy) {}

    private final PlantModel model;
    private final Account account;
    private final HallHeat heat;
    private final Tariff tariff;
    private final Estimate before;
    private final Estimate after;
    private final Estimate relievedBefore;
    private final Estimate relievedAfter;
    private Situation situation;
    private double litresPerKwh;
    private double[] airW = {};
    private double[] liquidW = {};

    Pricing(PlantModel model, Account account) {
        this.model = model;
        this.account = account;
        heat = new HallHeat(model);
        tariff = Tariff.of(model.site());
        before = new Estimate(model.halls());
        after = new Estimate(model.halls());
        relievedBefore = new Estimate(model.halls());
        relievedAfter = new Estimate(model.halls());
        situation = Situation.unknown(model);
        litresPerKwh = Evaporation.litresPerKwh(model.site(), situation.outdoor());
    }

    void situation(Situation now) {
        situation = now;
        litresPerKwh = Evaporation.litresPerKwh(model.site(), now.outdoor());
    }

    HallHeat heat() {
        return heat;
    }

    /// To be called once before the offers of one request.
    void update() {
        heat.update(account);
        airW = heat.airW();
        liquidW = heat.liquidW();
        situation.evaluate(model, airW, liquidW, before);
    }

    Offer offer(PlacementRequest request, PowerProfile profile, NodeSet set) {
        Nodes nodes = account.nodes();
        double[] air = airW.clone();
        double[] liquid = liquidW.clone();
        double busyW = 0;
        for (int i = 0; i < set.size(); i++) {
            int node = set.node(i);
            NodeType type = nodes.type(node);
            double scale = scale(request, type);
            double watts = scale * Gang.addedW(type, request, set.replicas(i), profile, account.profile(node), account
                    .gpuPartW(node)) + account.rousingW(node);
            air[nodes.hall(node)] += watts * (1 - type.liquidFraction());
            liquid[nodes.hall(node)] += watts * type.liquidFraction();
            busyW += scale * set.replicas(i) * request.perReplica().gpuPart()
                    * NodePower.busyW(type, request.workload(), profile);
        }
        situation.evaluate(model, air, liquid, after);
        double addedItW = after.itW - before.itW;
        double hours = request.time().durationMs() / profile.throughput() / MS_PER_HOUR;
        double itWh = busyW * hours;
        // Of the added power, not of the busy power: idle nodes are cooled whether the job runs or not.
        double share = addedItW > 1 ? 1 / addedItW : 0;
        double coolingWh = itWh * share * (after.coolingW - before.coolingW);
        double lossWh = itWh * share * (after.lossW - before.lossW);
        double litres = itWh * share * (after.towerHeatW - before.towerHeatW) / 1000 * litresPerKwh;
        double pue = itWh > 0 ? (itWh + coolingWh + lossWh) / itWh : 1;
        return new Offer(set, after.facilityW - before.facilityW, excess(air, liquid),
                new Energy(itWh, coolingWh, lossWh, null, null, litres, pue));
    }

    /// What the sender knows of the power of its job, against the model.
    private static double scale(PlacementRequest request, NodeType type) {
        Double hintW = request.powerHintW();
        double modelW = request.perReplica().gpuPart() * NodePower.busyW(type, request.workload(),
                PowerProfile.UNCAPPED);
        return hintW == null || modelW <= 0 ? 1 : Math.clamp(hintW / modelW, LEAST_HINT, MOST_HINT);
    }

    /// What the energy of an offer emits and costs at the hours of its run.
    ///
    /// @param start plant time in milliseconds
    /// @param end   plant time in milliseconds
    Energy priced(Offer offer, long start, long end) {
        Energy of = offer.energy();
        double kwh = of.facilityWh() / 1000;
        return new Energy(of.itWh(), of.coolingWh(), of.lossWh(), kwh * tariff.carbonKgPerKwh(start, end),
                tariff.money(kwh * tariff.pricePerKwh(start, end)), of.litres(), of.marginalPue());
    }

    /// Set-points move towards safety at once; only what is left then is the job's fault.
    private double excess(double[] air, double[] liquid) {
        if (excess(before, after) == 0) {
            return 0;
        }
        Situation relieved = situation.relieved(model);
        relieved.evaluate(model, airW, liquidW, relievedBefore);
        relieved.evaluate(model, air, liquid, relievedAfter);
        return excess(relievedBefore, relievedAfter);
    }

    private double excess(Estimate before, Estimate after) {
        double excess = 0;
        for (int hall = 0; hall < model.halls(); hall++) {
            excess += worse(after.inletC[hall], before.inletC[hall], Horizon.INLET_LIMIT_C);
            excess += worse(after.loopC[hall], before.loopC[hall], Horizon.LIQUID_LIMIT_C);
            excess += 100 * worse(after.airLoad[hall], before.airLoad[hall], 1);
            excess += 100 * worse(after.liquidLoad[hall], before.liquidLoad[hall], 1);
        }
        return excess;
    }

    /// How much the job makes an excess worse; one that is there without it is not its fault, nor is what no sensor sees.
    private static double worse(double now, double then, double limit) {
        double worse = Double.isNaN(now) ? 0 : now - Math.max(limit, then);
        return worse > UNSEEN * limit ? worse : 0;
    }
}

package dev.ondol.simulator.it;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.facility.site.RackGroup;
import dev.ondol.facility.site.Site;

/// All racks of a site: what their nodes and service loads draw, the air they need and the heat they give to air and
/// coolant at the inlet temperature of now. Numbered in site order (halls, groups, racks).
final class Racks {
    /// Service racks have no node type; they are taken as servers with these figures.
    private static final double SERVICE_FAN_FRACTION = 0.04;
    private static final double SERVICE_AIR_DELTA_K = 12;

    private final String[] name;
    private final int[] hall;
    private final int[] firstNode;
    private final int[] nodes;
    private final int[] gpus;
    private final double[] nameplateW;
    private final double[] serviceW;
    private final double[] leafShare;
    private final double[] processorShare;
    private final double[] airBaseW;
    private final double[] liquidW;
    private final double[] fanW;
    private final double[] flowKgS;
    private final double[] designFlowKgS;
    private final double[] inletC;
    private final double[] flowRise;
    private final double[] fanRise;
    private final double[] airLeakage;
    private final double[] hallLiquidLeakage;
    private final double[] nodesNameplateW;
    private final double[] nodesFlowKgS;
    private final double[] nodesFanW;
    private final double[] liquidShare;

    Racks(Site site) {
        int racks = site.halls().stream().flatMap(of -> of.racks().stream()).mapToInt(RackGroup::racks).sum();
        name = new String[racks];
        hall = new int[racks];
        firstNode = new int[racks];
        nodes = new int[racks];
        gpus = new int[racks];
        nameplateW = new double[racks];
        serviceW = new double[racks];
        leafShare = new double[racks];
        processorShare = new double[racks];
        airBaseW = new double[racks];
        liquidW = new double[racks];
        fanW = new double[racks];
        flowKgS = new double[racks];
        designFlowKgS = new double[racks];
        inletC = new double[racks];
        flowRise = new double[racks];
        fanRise = new double[racks];
        airLeakage = new double[racks];
        hallLiquidLeakage = new double[site.halls().size()];
        nodesNameplateW = new double[racks];
        nodesFlowKgS = new double[racks];
        nodesFanW = new double[racks];
        liquidShare = new double[racks];
        int node = 0;
        int rack = 0;
        for (int h = 0; h < site.halls().size(); h++) {
            for (RackGroup group : site.halls().get(h).racks()) {
                for (int r = 1; r <= group.racks(); r++, rack++) {
                    hall[rack] = h;
                    firstNode[rack] = node;
                    install(site, group, r, rack);
                    inlet(rack, ServerAir.REFERENCE_INLET_C);
                    node += group.nodesPerRack();
                }
            }
        }
    }

    private void install(Site site, RackGroup group, int n, int rack) {
        name[rack] = group.rack(n);
        nodes[rack] = group.nodesPerRack();
        nameplateW[rack] = group.nameplateW();
        serviceW[rack] = group.nameplateW() * group.serviceLoad().orElse(0.0);
        leafShare[rack] = group.leafShare().orElse(0.0);
        processorShare[rack] = group.processorShare().orElse(0.0);
        if (group.nodeType().isPresent()) {
            var type = site.nodeType(group.nodeType().get());
            gpus[rack] = group.nodesPerRack() * type.gpus();
            designFlowKgS[rack] = group.nodesPerRack() * ServerAir.designFlowKgS(type);
            nodesNameplateW[rack] = group.nodesPerRack() * type.nameplateW();
            nodesFlowKgS[rack] = designFlowKgS[rack];
            nodesFanW[rack] = type.fanFraction() * nodesNameplateW[rack];
            liquidShare[rack] = type.liquidFraction();
        } else {
            designFlowKgS[rack] = group.nameplateW() / (MoistAir.SPECIFIC_HEAT * SERVICE_AIR_DELTA_K);
        }
    }

    int count() {
        return name.length;
    }

    String name(int rack) {
        return name[rack];
    }

    int hall(int rack) {
        return hall[rack];
    }

    int firstNode(int rack) {
        return firstNode[rack];
    }

    int nodes(int rack) {
        return nodes[rack];
    }

    /// GPUs of each rack.
    int[] gpus() {
        return gpus.clone();
    }

    double nameplateW(int rack) {
        return nameplateW[rack];
    }

    double designFlowKgS(int rack) {
        return designFlowKgS[rack];
    }

    double inletC(int rack) {
        return inletC[rack];
    }

    void copyInlets(double[] into) {
        System.arraycopy(inletC, 0, into, 0, inletC.length);
    }

    void inlet(int rack, double celsius) {
        inletC[rack] = celsius;
        double rise = ServerAir.flowRise(celsius);
        flowRise[rack] = rise;
        fanRise[rack] = ServerAir.fanRise(rise);
        airLeakage[rack] = ServerAir.leakage(celsius - ServerAir.REFERENCE_INLET_C);
    }

    void coolant(int ofHall, double aboveDesignK) {
        hallLiquidLeakage[ofHall] = ServerAir.leakage(aboveDesignK);
    }

    /// Air drawn at the present inlet temperature, kg/s.
    double flowKgS(int rack) {
        return flowKgS[rack] * flowRise[rack];
    }

    /// Fans of all servers at their inlets of now, W.
    double fansW() {
        double sum = 0;
        for (int rack = 0; rack < fanW.length; rack++) {
            sum += fanW[rack] * fanRise[rack];
        }
        return sum;
    }

    /// Heat into the air, fans included, W.
    double airHeatW(int rack) {
        return airBaseW[rack] * (1 + airLeakage[rack]) + fanW[rack] * (fanRise[rack] - 1);
    }

    /// Heat into the technology loop, W.
    double liquidHeatW(int rack) {
        return liquidW[rack] * (1 + hallLiquidLeakage[hall[rack]]);
    }

    /// What a node of the rack draws at present temperatures, W.
    double nodePowerW(int rack, double atReferenceW, double nodeFanW, double liquidFraction) {
        return atReferenceW * (1 + (1 - liquidFraction) * airLeakage[rack]
                + liquidFraction * hallLiquidLeakage[hall[rack]]) + nodeFanW * (fanRise[rack] - 1);
    }

    /// Whether the rack draws power for leaf switches or for processors with a clock of their own.
    boolean hasServices(int rack) {
        return leafShare[rack] > 0 || processorShare[rack] > 0;
    }

    /// Lets the service load of the rack draw what it does whatever its nodes do, and its nodes nothing. Returns the power into
    /// the air at the inlet of now, W.
    double serveOnly(int rack) {
        liquidW[rack] = 0;
        airBaseW[rack] = serviceW[rack];
        draw(rack, serviceW[rack], serviceW[rack], 1);
        return airHeatW(rack);
    }

    boolean serves(int rack) {
        return serviceW[rack] > 0 && nodes[rack] == 0;
    }

    /// Lets the rack draw what was measured of it at its inlet and coolant of now, instead of what its nodes do.
    ///
    /// @param airW   into the air, fans included, W
    /// @param coldW  into the coolant, W
    /// @param awake  nodes that are not parked / all nodes, 0 to 1
    void impose(int rack, double airW, double coldW, double awake) {
        double service = serviceW[rack];
        liquidW[rack] = coldW / (1 + hallLiquidLeakage[hall[rack]]);
        double base = Math.max(0, airW);
        for (int round = 0; round < 2; round++) {
            draw(rack, base, service, awake);
            base = Math.max(0, (airW - fanW[rack] * (fanRise[rack] - 1)) / (1 + airLeakage[rack]));
        }
        airBaseW[rack] = base;
    }

    private void draw(int rack, double base, double service, double awake) {
        double flow = 0;
        double fan = 0;
        if (service > 0) {
            double fraction = ServerAir.flowFraction(service / nameplateW[rack]);
            flow = designFlowKgS[rack] * fraction;
            fan = SERVICE_FAN_FRACTION * nameplateW[rack] * fraction * fraction * fraction;
        }
        if (nodesNameplateW[rack] > 0) {
            double load = Math.clamp((base + liquidW[rack] - service) / nodesNameplateW[rack], 0, 1);
            double fraction = awake * ServerAir.flowFraction(Math.min(1, load / Math.max(awake, 0.01)));
            flow += nodesFlowKgS[rack] * (fraction + (1 - awake) * ServerAir.FLOW_WITHOUT_FANS);
            fan += nodesFanW[rack] * fraction * fraction * fraction;
        }
        flowKgS[rack] = flow;
        fanW[rack] = fan;
    }

    double nodesNameplateW(int rack) {
        return nodesNameplateW[rack];
    }

    double liquidShare(int rack) {
        return liquidShare[rack];
    }

    /// Sums the rack up anew.
    ///
    /// @param services what service racks are allowed
    void refresh(int rack, NodePower power, ServiceRacks services, double liquidFraction) {
        double service = serviceW[rack] * services.level(leafShare[rack], processorShare[rack]);
        double base = service;
        double flow = 0;
        double fan = 0;
        if (service > 0) {
            double fraction = ServerAir.flowFraction(service / nameplateW[rack]);
            flow = designFlowKgS[rack] * fraction;
            fan = SERVICE_FAN_FRACTION * nameplateW[rack] * fraction * fraction * fraction;
        }
        for (int node = firstNode[rack]; node < firstNode[rack] + nodes[rack]; node++) {
            base += power.powerW(node);
            flow += power.flowKgS(node);
            fan += power.fanW(node);
        }
        liquidW[rack] = (base - service) * liquidFraction;
        airBaseW[rack] = base - liquidW[rack];
        flowKgS[rack] = flow;
        fanW[rack] = fan;
    }
}

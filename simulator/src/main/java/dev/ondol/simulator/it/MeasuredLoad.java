package dev.ondol.simulator.it;

/// The racks of a hall draw what the hall's meter showed, instead of what their nodes do: service racks their usual load, the
/// others the rest in proportion to their nameplates. Airflow follows the law of the servers at that load.
final class MeasuredLoad {
    private final Racks racks;

    MeasuredLoad(Racks racks) {
        this.racks = racks;
    }

    /// @param airW    into the air of the hall, server fans included, W
    /// @param liquidW into its technology loop, W
    /// @param awake   nodes that are not parked / all nodes, 0 to 1
    void impose(int hall, double airW, double liquidW, double awake) {
        double serviceW = 0;
        double airNameplateW = 0;
        double liquidNameplateW = 0;
        for (int rack = 0; rack < racks.count(); rack++) {
            if (racks.hall(rack) == hall) {
                serviceW += racks.serves(rack) ? racks.serveOnly(rack) : 0;
                airNameplateW += racks.nodesNameplateW(rack) * (1 - racks.liquidShare(rack));
                liquidNameplateW += racks.nodesNameplateW(rack) * racks.liquidShare(rack);
            }
        }
        double airShare = share(Math.max(0, airW - serviceW), airNameplateW);
        double liquidShare = share(Math.max(0, liquidW), liquidNameplateW);
        double serviceShare = airNameplateW > 0 || serviceW <= 0 ? Math.min(1, share(airW, serviceW)) : airW / serviceW;
        for (int rack = 0; rack < racks.count(); rack++) {
            if (racks.hall(rack) != hall) {
                continue;
            }
            if (racks.serves(rack)) {
                racks.impose(rack, racks.airHeatW(rack) * Math.max(0, serviceShare), 0, 1);
            } else {
                double nameplateW = racks.nodesNameplateW(rack);
                racks.impose(rack, nameplateW * (1 - racks.liquidShare(rack)) * airShare,
                        nameplateW * racks.liquidShare(rack) * liquidShare, awake);
            }
        }
    }

    private static double share(double powerW, double nameplateW) {
        return nameplateW > 0 ? powerW / nameplateW : 0;
    }
}

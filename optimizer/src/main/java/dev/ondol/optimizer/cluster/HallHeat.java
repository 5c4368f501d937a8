package dev.ondol.optimizer.cluster;

import dev.ondol.facility.site.NodeType;
import dev.ondol.optimizer.model.NodePower;
import dev.ondol.optimizer.model.PlantModel;
import java.util.Arrays;

/// IT heat of each hall from idle nodes, service racks and the jobs of an account, corrected by what the meters say. W at 20 C
/// inlet. Reused by its owner; one thread at a time.
public final class HallHeat {
    private final PlantModel model;
    private final double[] meterW;
    private final double[] airW;
    private final double[] liquidW;

    public HallHeat(PlantModel model) {
        this.model = model;
        meterW = new double[model.halls()];
        airW = new double[model.halls()];
        liquidW = new double[model.halls()];
        Arrays.fill(meterW, Double.NaN);
    }

    /// What the hall's meter shows against the model when it was read, W; 0 where it is not known.
    ///
    /// @param differenceW measured minus modelled power of the hall, W
    public void correct(int hall, double differenceW) {
        meterW[hall] = differenceW;
    }

    /// Computes heat anew from the account as it is now.
    public void update(Account account) {
        update(account, 0, 0);
    }

    /// Computes the mean heat over a time span: jobs that end before leave their nodes idle. An empty span is the present.
    ///
    /// @param from plant time in milliseconds
    /// @param to   plant time in milliseconds
    public void update(Account account, long from, long to) {
        Arrays.fill(airW, 0);
        Arrays.fill(liquidW, 0);
        Nodes nodes = account.nodes();
        for (int node = 0; node < nodes.count(); node++) {
            NodeType type = nodes.type(node);
            double jobsW = to > from ? account.dynamicW(node, from, to) : account.dynamicW(node);
            double watts = jobsW > 0 ? NodePower.idleW(type) + jobsW : account.readiness().restW(node);
            airW[nodes.hall(node)] += watts * (1 - type.liquidFraction());
            liquidW[nodes.hall(node)] += watts * type.liquidFraction();
        }
        for (int hall = 0; hall < airW.length; hall++) {
            airW[hall] += model.serviceW(hall);
            double modelled = airW[hall] + liquidW[hall];
            if (!Double.isNaN(meterW[hall]) && modelled > 0) {
                double factor = Math.clamp(1 + meterW[hall] / modelled, 0.5, 1.5);
                airW[hall] *= factor;
                liquidW[hall] *= factor;
            }
        }
    }

    /// Power of a hall before correction, W.
    public static double modelledW(PlantModel model, Account account, int hall) {
        HallHeat plain = new HallHeat(model);
        plain.update(account);
        return plain.airW[hall] + plain.liquidW[hall];
    }

    public double[] airW() {
        return airW.clone();
    }

    public double[] liquidW() {
        return liquidW.clone();
    }
}

package dev.ondol.optimizer.explain;

import dev.ondol.facility.plan.Plan.Rest;
import dev.ondol.facility.site.NodeType;
import dev.ondol.optimizer.cluster.Account;
import dev.ondol.optimizer.cluster.Nodes;
import dev.ondol.optimizer.explain.PlanExplanation.Effect;
import dev.ondol.optimizer.explain.PlanExplanation.NextBest;
import dev.ondol.optimizer.explain.PlanExplanation.RestDecision;
import dev.ondol.optimizer.model.Calibration;
import dev.ondol.optimizer.model.Estimate;
import dev.ondol.optimizer.model.NodePower;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What it brings that nodes without work sleep. One thread.
final class RestReasons {
    private final PlanFigures figures;
    private final Horizon horizon;
    private final Uncertainty uncertainty;
    private final Stage first;
    private final double[] values;

    RestReasons(PlanFigures figures, Uncertainty uncertainty) {
        this.figures = figures;
        this.uncertainty = uncertainty;
        horizon = figures.horizon();
        first = horizon.stages().getFirst();
        values = figures.values(first);
    }

    List<RestDecision> all(Account account, Rest rest) {
        Nodes nodes = account.nodes();
        Set<String> parked = Set.copyOf(rest.parked());
        List<RestDecision> all = new ArrayList<>();
        for (String model : nodes.models()) {
            List<Integer> asleep = new ArrayList<>();
            int awake = 0;
            for (int node : nodes.ofModel(model)) {
                if (parked.contains(nodes.name(node))) {
                    asleep.add(node);
                } else if (account.empty(node)) {
                    awake++;
                }
            }
            if (!asleep.isEmpty()) {
                all.add(decision(account, model, asleep, awake, rest.deepIdle()));
            }
        }
        return all;
    }

    private RestDecision decision(Account account, String model, List<Integer> asleep, int awake, boolean deepIdle) {
        long[] sleeping = heat(account, asleep, deepIdle, 0);
        long[] idle = heat(account, asleep, deepIdle, asleep.size());
        long[] oneMore = heat(account, asleep, deepIdle, 1);
        NodeType type = account.nodes().type(asleep.getFirst());
        double itW = asleep.size() * (NodePower.parkedW(type) - awakeW(type, deepIdle));
        Effect effect = uncertainty.effect(known -> {
            double[] with = power(known, sleeping);
            double[] without = power(known, idle);
            return new double[]{with[0] - without[0], with[1] - without[1]};
        }, itW);
        long more = horizon.outcome(first, oneMore, values).energyWh() - horizon.outcome(first, sleeping, values)
                .energyWh();
        return new RestDecision(model, asleep.size(), awake, effect, List.of(awake > 0
                ? "Warm reserve and least idle time"
                : "Facility energy"), new NextBest("one node more awake", more));
    }

    private double[] power(Calibration known, long[] heat) {
        Estimate of = horizon.estimate(first, heat, values, known);
        return new double[]{of.facilityW, of.coolingW};
    }

    private static double awakeW(NodeType type, boolean deepIdle) {
        return deepIdle ? NodePower.deepIdleW(type) : NodePower.idleW(type);
    }

    /// Heat with the first of these nodes awake and the others asleep, whatever they do now.
    private long[] heat(Account account, List<Integer> nodes, boolean deepIdle, int awake) {
        long[] heat = figures.heat(first);
        for (int i = 0; i < nodes.size(); i++) {
            int node = nodes.get(i);
            NodeType type = account.nodes().type(node);
            double restW = i < awake ? awakeW(type, deepIdle) : NodePower.parkedW(type);
            double changeW = restW - account.readiness().restW(node);
            int hall = account.nodes().hall(node);
            heat[2 * hall] += Math.round(changeW * (1 - type.liquidFraction()) * first.minutes());
            heat[2 * hall + 1] += Math.round(changeW * type.liquidFraction() * first.minutes());
        }
        return heat;
    }
}

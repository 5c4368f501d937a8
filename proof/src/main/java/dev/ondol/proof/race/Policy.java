package dev.ondol.proof.race;

import dev.ondol.optimizer.fleet.Fleet;
import dev.ondol.optimizer.fleet.FleetPower;
import dev.ondol.optimizer.fleet.GpuRequest;
import dev.ondol.optimizer.fleet.HighestScore;
import dev.ondol.optimizer.fleet.MarginalCost;
import dev.ondol.optimizer.fleet.Placer;
import dev.ondol.optimizer.fleet.RequestMix;
import dev.ondol.proof.peer.BestFit;
import dev.ondol.proof.peer.FragmentationDescent;
import dev.ondol.proof.peer.LeastPower;
import dev.ondol.proof.peer.PowerAndFragmentation;
import dev.ondol.proof.peer.RandomFit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who can race.
public enum Policy {
    RANDOM, BESTFIT, FGD, PWR, PWR_FGD, ONDOL;

    /// Pods that count as typical for the published policies, by share of all pods.
    static final double TYPICAL = 0.95;

    /// As written on the command line, for example `pwr-fgd`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The policy of this id.
    public static Optional<Policy> of(String id) {
        return Arrays.stream(values()).filter(policy -> policy.id().equals(id)).findAny();
    }

    /// A placer for one race.
    ///
    /// @param fleet empty
    /// @param pods  of the trace: fgd, pwr-fgd and ondol know how often each kind of pod comes
    Placer placer(Fleet fleet, List<GpuRequest> pods, FleetPower power, long seed) {
        return switch (this) {
            case RANDOM -> new RandomFit(seed);
            case BESTFIT -> new HighestScore(new BestFit(fleet));
            case FGD -> new HighestScore(new FragmentationDescent(RequestMix.of(pods, TYPICAL)));
            case PWR -> new HighestScore(new LeastPower(power));
            case PWR_FGD -> new PowerAndFragmentation(power, RequestMix.of(pods, TYPICAL));
            case ONDOL -> MarginalCost.placer(RequestMix.of(pods, 1), power);
        };
    }
}

package dev.ondol.proof.peer;

import dev.ondol.optimizer.fleet.Fleet;
import dev.ondol.optimizer.fleet.FleetPower;
import dev.ondol.optimizer.fleet.GpuRequest;
import dev.ondol.optimizer.fleet.KnownOffers;
import dev.ondol.optimizer.fleet.Placer;
import dev.ondol.optimizer.fleet.RequestMix;
import dev.ondol.optimizer.fleet.Seat;
import java.util.Optional;

/// PWR+FGD: the scores of [LeastPower] and [FragmentationDescent], weighted 50 to 950 and added. Lettich et al., "Power- and
/// Fragmentation-aware Online Scheduling for GPU Datacenters", CCGrid 2025.
///
/// Power is scaled to whole numbers of 0 to 100 over the machines with room, as the scheduler framework of Kubernetes does it; the score of fragmentation is
/// of that range already and stays as it is: so read, the published powers come out (with both scaled, power is 2 to 3 % higher). The
/// fragmentation says which GPU.
public final class PowerAndFragmentation implements Placer {
    private static final int POWER_WEIGHT = 50;
    private static final int FRAGMENTATION_WEIGHT = 950;
    private static final double MOST = 100;

    private final KnownOffers power;
    private final KnownOffers fragmentation;

    public PowerAndFragmentation(FleetPower watts, RequestMix typical) {
        power = new KnownOffers(new LeastPower(watts));
        fragmentation = new KnownOffers(new FragmentationDescent(typical));
    }

    @Override
    public Optional<Seat> choose(Fleet fleet, GpuRequest request) {
        KnownOffers.Column byPower = power.offers(fleet, request);
        KnownOffers.Column byFragment = fragmentation.offers(fleet, request);
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int machine = 0; machine < fleet.size(); machine++) {
            if (byPower.room(machine)) {
                lowest = Math.min(lowest, byPower.score(machine));
                highest = Math.max(highest, byPower.score(machine));
            }
        }
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int machine = 0; machine < fleet.size(); machine++) {
            if (byPower.room(machine)) {
                long scaled = (long) (highest == lowest
                        ? MOST
                        : MOST * (byPower.score(machine) - lowest) / (highest
                                - lowest));
                double score = POWER_WEIGHT * scaled + FRAGMENTATION_WEIGHT * byFragment.score(machine);
                if (score > most) {
                    most = score;
                    best = machine;
                }
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(byFragment.seat(best));
    }
}

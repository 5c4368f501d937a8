package dev.ondol.optimizer.fleet;

import java.util.Optional;

/// Takes the machine with the highest score; of several the first by name.
public final class HighestScore implements Placer {
    private final KnownOffers known;

    public HighestScore(MachineScore score) {
        known = new KnownOffers(score);
    }

    @Override
    public Optional<Seat> choose(Fleet fleet, GpuRequest request) {
        KnownOffers.Column offers = known.offers(fleet, request);
        int best = -1;
        for (int machine = 0; machine < fleet.size(); machine++) {
            if (offers.room(machine) && (best < 0 || offers.score(machine) > offers.score(best))) {
                best = machine;
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(offers.seat(best));
    }
}

package dev.ondol.optimizer.fleet;

import dev.ondol.optimizer.fleet.MovableRequests.Former;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

/// Moves requests for one GPU or a share of one to other machines so that the fleet draws less power, and machines become empty that can be switched off. Requests
/// without GPU and those for several stay.
///
/// Simulated annealing with two kinds of steps: ruin and recreate (Schrimpf et al., "Record Breaking Optimization Results Using the Ruin and Recreate Principle", Journal of
/// Computational Physics 159, 2000), where the requests of a few machines leave and enter again one by one where they add least, and many exchanges
/// ([Exchange]) after each; what comes out worse is kept with a probability that falls with time. What is made small says [PackingCost].
///
/// For one thread.
public final class Repacking {
    private static final int MOST_MACHINES = 4;
    private static final double HOT_W = 30;
    private static final double COLD_W = 1;
    /// One in so many of the best places is overlooked, so that the same ruin does not always end the same.
    private static final int OVERLOOKED = 40;
    /// Exchanges after each ruin: about three times the work of it.
    private static final int EXCHANGES = 1_000;
    /// Rounds between two looks at how much time has passed.
    private static final int ROUNDS_A_LOOK = 64;

    private final Fleet fleet;
    private final FleetPower power;
    private final PackingCost cost;
    private final Random random;
    private final KnownOffers offers;
    private final MovableRequests requests;
    private final Exchange exchange;

    /// @param bookings all of the fleet
    public Repacking(Fleet fleet, List<Booking> bookings, FleetPower power, long seed) {
        this.fleet = fleet;
        this.power = power;
        random = new Random(seed);
        cost = new PackingCost(power);
        offers = new KnownOffers(new RepackingScore(cost, power.packageCpuMilli()));
        requests = new MovableRequests(fleet, bookings);
        exchange = new Exchange(fleet, requests, cost, random);
    }

    /// Moves for some time, and leaves the fleet with no more power than it had.
    ///
    /// @param passed how much of the time has passed: 0 at first, 1 or more when it is over
    /// @return how many requests are elsewhere than before
    public int run(DoubleSupplier passed) {
        if (requests.all().isEmpty()) {
            return 0;
        }
        List<Former> before = requests.all().stream().map(Former::new).toList();
        double powerBeforeW = powerW();
        double temperatureW = HOT_W;
        double now = passed.getAsDouble();
        for (long round = 1; now < 1; round++) {
            if (round % ROUNDS_A_LOOK == 0) {
                now = passed.getAsDouble();
                temperatureW = HOT_W * Math.pow(COLD_W / HOT_W, Math.min(1, now));
            }
            ruinAndRecreate(temperatureW);
            for (int count = 0; count < EXCHANGES; count++) {
                exchange.attempt(temperatureW);
            }
        }
        if (powerW() > powerBeforeW) {
            requests.goBack(before);
        }
        return (int) before.stream().filter(Former::hasMoved).count();
    }

    private void ruinAndRecreate(double temperatureW) {
        List<Former> ruined = new ArrayList<>();
        int machines = 1 + random.nextInt(MOST_MACHINES);
        for (int count = 0; count < machines; count++) {
            for (Booking booking : requests.on(requests.any(random).machine())) {
                ruined.add(new Former(booking));
            }
        }
        List<Former> distinct = distinct(ruined);
        double savedW = 0;
        for (Former former : distinct) {
            double machineW = cost.of(fleet, former.machine());
            requests.leave(former.booking());
            savedW += machineW - cost.of(fleet, former.machine());
        }
        double acceptableW = savedW - temperatureW * Math.log(1 - random.nextDouble());
        double addedW = recreate(distinct);
        if (addedW > acceptableW) {
            requests.goBack(distinct);
        }
    }

    /// Each request once, though its machine was drawn twice.
    private static List<Former> distinct(List<Former> ruined) {
        List<Former> distinct = new ArrayList<>();
        for (Former former : ruined) {
            if (distinct.stream().noneMatch(other -> other.booking() == former.booking())) {
                distinct.add(former);
            }
        }
        return distinct;
    }

    /// Lets all enter again, and returns the power that is added; infinite where one finds no room.
    private double recreate(List<Former> ruined) {
        List<Former> order = new ArrayList<>(ruined);
        switch (random.nextInt(3)) {
            case 0 -> Collections.shuffle(order, random);
            case 1 -> order.sort(Comparator.comparingLong(former -> -former.booking().request().gpuMilli()));
            default -> order.sort(Comparator.comparingLong(former -> -former.booking().request().cpuMilli()));
        }
        double addedW = 0;
        for (Former former : order) {
            Booking booking = former.booking();
            Seat seat = seat(booking.request());
            if (seat.machine() < 0) {
                return Double.POSITIVE_INFINITY;
            }
            double machineW = cost.of(fleet, seat.machine());
            requests.enter(booking, seat);
            addedW += cost.of(fleet, seat.machine()) - machineW;
        }
        return addedW;
    }

    private Seat seat(GpuRequest request) {
        KnownOffers.Column column = offers.offers(fleet, request);
        int best = -1;
        for (int machine = 0; machine < fleet.size(); machine++) {
            if (column.room(machine) && (best < 0 || column.score(machine) > column.score(best))
                    && (best < 0 || random.nextInt(OVERLOOKED) > 0)) {
                best = machine;
            }
        }
        return best < 0 ? new Seat(-1, Seat.NO_GPU) : column.seat(best);
    }

    /// With all machines on and with empty machines off, in one.
    private double powerW() {
        return power.fleetW(fleet, false) + power.fleetW(fleet, true);
    }
}

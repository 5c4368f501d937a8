package dev.ondol.optimizer.fleet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

/// Moves requests for one GPU or a share of one to other machines so that the fleet draws less power, and machines become empty that can be switched off. Requests
/// without GPU and those for several stay.
///
/// Ruin and recreate (Schrimpf et al., "Record Breaking Optimization Results Using the Ruin and Recreate Principle", Journal of Computational Physics 159, 2000) under
/// simulated annealing: the requests of a few machines leave and enter again one by one where they add least; what comes out worse is
/// kept with a probability that falls with time. What is made small is the sum of the power with all machines on and with empty ones off.
///
/// For one thread.
public final class Repacking {
    private static final int MOST_MACHINES = 4;
    private static final double HOT_W = 60;
    private static final double COLD_W = 1;
    /// One in so many of the best places is overlooked, so that the same ruin does not always end the same.
    private static final int OVERLOOKED = 40;
    /// Rounds between two looks at how much time has passed.
    private static final int ROUNDS_A_LOOK = 64;

    private final Fleet fleet;
    private final FleetPower power;
    private final Random random;
    private final KnownOffers offers;
    private final List<List<Booking>> movable = new ArrayList<>();
    private final List<Booking> all = new ArrayList<>();

    /// @param bookings all of the fleet
    public Repacking(Fleet fleet, List<Booking> bookings, FleetPower power, long seed) {
        this.fleet = fleet;
        this.power = power;
        random = new Random(seed);
        offers = new KnownOffers(new RepackingScore(power));
        for (int machine = 0; machine < fleet.size(); machine++) {
            movable.add(new ArrayList<>());
        }
        for (Booking booking : bookings) {
            if (booking.request().gpus() == 1) {
                movable.get(booking.machine()).add(booking);
                all.add(booking);
            }
        }
    }

    /// Where a request was.
    private static final class Former {
        private final Booking booking;
        private final int machine;
        private final int[] gpus;

        Former(Booking booking) {
            this.booking = booking;
            machine = booking.machine();
            gpus = booking.gpus();
        }

        Booking booking() {
            return booking;
        }

        int machine() {
            return machine;
        }

        void enterAgain() {
            booking.enterAgain(machine, gpus);
        }
    }

    /// Moves for some time, and leaves the fleet with no more power than it had.
    ///
    /// @param passed how much of the time has passed: 0 at first, 1 or more when it is over
    /// @return how many requests are elsewhere than before
    public int run(DoubleSupplier passed) {
        if (all.isEmpty()) {
            return 0;
        }
        List<Former> before = all.stream().map(Former::new).toList();
        double powerBeforeW = costW();
        double temperatureW = HOT_W;
        double now = passed.getAsDouble();
        for (long round = 1; now < 1; round++) {
            if (round % ROUNDS_A_LOOK == 0) {
                now = passed.getAsDouble();
                temperatureW = HOT_W * Math.pow(COLD_W / HOT_W, Math.min(1, now));
            }
            ruinAndRecreate(temperatureW);
        }
        if (costW() > powerBeforeW) {
            goBack(before);
        }
        return (int) before.stream().filter(former -> former.machine() != former.booking().machine()).count();
    }

    private void ruinAndRecreate(double temperatureW) {
        List<Former> ruined = new ArrayList<>();
        int machines = 1 + random.nextInt(MOST_MACHINES);
        for (int count = 0; count < machines; count++) {
            List<Booking> there = movable.get(all.get(random.nextInt(all.size())).machine());
            for (Booking booking : there) {
                ruined.add(new Former(booking));
            }
        }
        List<Former> distinct = distinct(ruined);
        double savedW = 0;
        for (Former former : distinct) {
            double machineW = costW(former.machine());
            leave(former.booking());
            savedW += machineW - costW(former.machine());
        }
        double acceptableW = savedW - temperatureW * Math.log(1 - random.nextDouble());
        double addedW = recreate(distinct);
        if (addedW > acceptableW) {
            goBack(distinct);
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
            double machineW = costW(seat.machine());
            booking.enter(seat);
            movable.get(seat.machine()).add(booking);
            addedW += costW(seat.machine()) - machineW;
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

    private void leave(Booking booking) {
        movable.get(booking.machine()).remove(booking);
        booking.leave();
    }

    private void goBack(List<Former> formers) {
        for (Former former : formers) {
            if (former.booking().isSomewhere()) {
                leave(former.booking());
            }
        }
        for (Former former : formers) {
            former.enterAgain();
            movable.get(former.machine()).add(former.booking());
        }
    }

    private double costW() {
        double sumW = 0;
        for (int machine = 0; machine < fleet.size(); machine++) {
            sumW += costW(machine);
        }
        return sumW;
    }

    /// Power with all machines on and power with empty machines off, in one.
    private double costW(int machine) {
        return power.powerW(fleet, machine) * (fleet.isEmpty(machine) ? 1 : 2);
    }
}

package dev.ondol.optimizer.fleet;

import java.util.Random;

/// The small step of re-packing: a request moves to the machine of another one, or two change places. It costs so little to look at that millions are tried a second, which fill CPU packages
/// to the brim where ruin and recreate does not find the one request that fits.
///
/// For one thread.
final class Exchange {
    private final Fleet fleet;
    private final MovableRequests requests;
    private final PackingCost cost;
    private final Random random;

    Exchange(Fleet fleet, MovableRequests requests, PackingCost cost, Random random) {
        this.fleet = fleet;
        this.requests = requests;
        this.cost = cost;
        this.random = random;
    }

    /// Tries one by chance, and keeps what is worse with a probability that falls with the temperature.
    void attempt(double temperatureW) {
        Booking one = requests.any(random);
        Booking other = requests.any(random);
        if (one.machine() == other.machine()) {
            return;
        }
        if (random.nextBoolean()) {
            move(one, other.machine(), temperatureW);
        } else if (!one.request().equals(other.request())) {
            changePlaces(one, other, temperatureW);
        }
    }

    private void move(Booking booking, int to, double temperatureW) {
        if (!fleet.hasRoom(to, booking.request())) {
            return;
        }
        int from = booking.machine();
        int[] gpus = booking.gpus();
        double beforeW = cost.of(fleet, from) + cost.of(fleet, to);
        booking.leave();
        booking.enter(seat(booking, to));
        if (isAcceptable(cost.of(fleet, from) + cost.of(fleet, to) - beforeW, temperatureW)) {
            requests.on(from).remove(booking);
            requests.on(to).add(booking);
        } else {
            booking.leave();
            booking.enterAgain(from, gpus);
        }
    }

    private void changePlaces(Booking one, Booking other, double temperatureW) {
        int first = one.machine();
        int second = other.machine();
        int[] gpusOfOne = one.gpus();
        int[] gpusOfOther = other.gpus();
        double beforeW = cost.of(fleet, first) + cost.of(fleet, second);
        one.leave();
        other.leave();
        if (fleet.hasRoom(second, one.request()) && fleet.hasRoom(first, other.request())) {
            one.enter(seat(one, second));
            other.enter(seat(other, first));
            if (isAcceptable(cost.of(fleet, first) + cost.of(fleet, second) - beforeW, temperatureW)) {
                requests.on(first).remove(one);
                requests.on(second).remove(other);
                requests.on(first).add(other);
                requests.on(second).add(one);
                return;
            }
            one.leave();
            other.leave();
        }
        one.enterAgain(first, gpusOfOne);
        other.enterAgain(second, gpusOfOther);
    }

    private Seat seat(Booking booking, int machine) {
        return new Seat(machine, fleet.fullestWithRoom(machine, booking.request()));
    }

    private boolean isAcceptable(double moreW, double temperatureW) {
        return moreW <= 0 || moreW <= -temperatureW * Math.log(1 - random.nextDouble());
    }
}

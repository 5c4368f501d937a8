package dev.ondol.optimizer.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The requests of a fleet that re-packing may move, by machine.
///
/// For one thread.
final class MovableRequests {
    private final List<List<Booking>> onMachine = new ArrayList<>();
    private final List<Booking> all;

    /// Where a request was.
    static final class Former {
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

        boolean hasMoved() {
            return machine != booking.machine();
        }
    }

    /// @param bookings all of the fleet; those for one GPU or a share of one may move
    MovableRequests(Fleet fleet, List<Booking> bookings) {
        for (int machine = 0; machine < fleet.size(); machine++) {
            onMachine.add(new ArrayList<>());
        }
        all = bookings.stream().filter(booking -> booking.request().gpus() == 1).toList();
        all.forEach(booking -> onMachine.get(booking.machine()).add(booking));
    }

    List<Booking> all() {
        return all;
    }

    List<Booking> on(int machine) {
        return onMachine.get(machine);
    }

    Booking any(Random random) {
        return all.get(random.nextInt(all.size()));
    }

    void leave(Booking booking) {
        onMachine.get(booking.machine()).remove(booking);
        booking.leave();
    }

    void enter(Booking booking, Seat seat) {
        booking.enter(seat);
        onMachine.get(seat.machine()).add(booking);
    }

    /// Puts requests back where they were.
    void goBack(List<Former> formers) {
        for (Former former : formers) {
            if (former.booking.isSomewhere()) {
                leave(former.booking);
            }
        }
        for (Former former : formers) {
            former.booking.enterAgain(former.machine, former.gpus);
            onMachine.get(former.machine).add(former.booking);
        }
    }
}

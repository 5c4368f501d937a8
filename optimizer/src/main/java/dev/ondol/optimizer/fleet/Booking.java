package dev.ondol.optimizer.fleet;

/// A request that has its place in a fleet.
///
/// For one thread.
public final class Booking {
    private static final int NOWHERE = -1;

    private final Fleet fleet;
    private final GpuRequest request;
    private int machine;
    private int[] gpus;

    /// Takes a seat.
    ///
    /// @throws IllegalArgumentException where there is no room
    public Booking(Fleet fleet, GpuRequest request, Seat seat) {
        this.fleet = fleet;
        this.request = request;
        machine = seat.machine();
        gpus = fleet.place(request, seat);
    }

    public GpuRequest request() {
        return request;
    }

    public int machine() {
        return machine;
    }

    /// Numbers of its GPUs on its machine, a copy.
    public int[] gpus() {
        return gpus.clone();
    }

    /// Whether it has a place now; only while others move it has none.
    boolean isSomewhere() {
        return machine >= 0;
    }

    /// Leaves its place, until [#enter] or [#enterAgain].
    void leave() {
        fleet.release(request, machine, gpus);
        machine = NOWHERE;
    }

    void enter(Seat seat) {
        gpus = fleet.place(request, seat);
        machine = seat.machine();
    }

    /// Takes places that it had before.
    void enterAgain(int formerMachine, int[] formerGpus) {
        fleet.take(formerMachine, request, formerGpus, 1);
        machine = formerMachine;
        gpus = formerGpus.clone();
    }
}

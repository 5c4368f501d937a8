package dev.ondol.simulator.control;

import java.util.Arrays;

/// Every set-point of the plant with its three values: what local control wants, what an optimizer has written over it
/// (priority 12), and what is in force after the interlocks. Slots: per hall supply air, pressure and technology loop; then
/// chilled and condenser water; then per hall the coolant flow of the technology loop. Celsius, Pa, and shares of the design
/// flow. No local sequence moves the coolant flow: pumps of coolant distribution units run at design by themselves.
public final class Setpoints {
    private static final double MOST_ASTRAY = 8;
    private static final double DESIGN_FLOW = 1;

    private final int halls;
    private final double[] local;
    private final double[] written;
    private final double[] inForce;
    private final double[] sensorError;
    private final HandOperation hand = new HandOperation();

    public Setpoints(int halls) {
        this.halls = halls;
        int slots = 4 * halls + 2;
        local = new double[slots];
        written = new double[slots];
        inForce = new double[slots];
        sensorError = new double[slots];
        Arrays.fill(written, Double.NaN);
        for (int hall = 0; hall < halls; hall++) {
            local[coolantFlow(hall)] = DESIGN_FLOW;
        }
    }

    public int halls() {
        return halls;
    }

    public int slots() {
        return local.length;
    }

    public int supplyAir(int hall) {
        return hall;
    }

    public int pressure(int hall) {
        return halls + hall;
    }

    public int technologyLoop(int hall) {
        return 2 * halls + hall;
    }

    public int chilledWater() {
        return 3 * halls;
    }

    public int condenserWater() {
        return 3 * halls + 1;
    }

    public int coolantFlow(int hall) {
        return 3 * halls + 2 + hall;
    }

    private boolean coolantFlowAt(int slot) {
        return slot >= coolantFlow(0);
    }

    /// What people have switched by hand.
    public HandOperation hand() {
        return hand;
    }

    /// What local control wants.
    public double local(int slot) {
        return local[slot];
    }

    public void local(int slot, double value) {
        local[slot] = value;
    }

    /// Writes over local control until it is relinquished.
    public void write(int slot, double value) {
        written[slot] = value;
    }

    public boolean written(int slot) {
        return !Double.isNaN(written[slot]);
    }

    /// Gives the slot back to local control, which goes on from the value in force, that of an interlock included; coolant goes back to its
    /// design flow.
    public void relinquish(int slot) {
        if (written(slot)) {
            local[slot] = coolantFlowAt(slot) ? DESIGN_FLOW : inForce[slot];
            written[slot] = Double.NaN;
        }
    }

    /// What is wanted before the interlocks: the optimizer's value or else the local one.
    public double wanted(int slot) {
        return written(slot) ? written[slot] : local[slot];
    }

    /// What the plant follows.
    public double inForce(int slot) {
        return inForce[slot];
    }

    /// What the loop really holds: it follows the set-point by what its sensor shows.
    public double held(int slot) {
        return inForce[slot] - sensorError[slot];
    }

    /// Tells by how much the sensor of this loop shows too much; a loop goes astray by at most 8, then its output is at its
    /// limit.
    public void sensorError(int slot, double error) {
        sensorError[slot] = Math.clamp(error, -MOST_ASTRAY, MOST_ASTRAY);
    }

    void inForce(int slot, double value) {
        inForce[slot] = value;
    }
}

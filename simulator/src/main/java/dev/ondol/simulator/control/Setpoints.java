package dev.ondol.simulator.control;

import java.util.Arrays;

/// Every set-point of the plant with its three values: what local control wants, what an optimizer has written over it
/// (priority 12), and what is in force after the interlocks. Slots: per hall supply air, pressure and technology loop; then
/// chilled and condenser water. Celsius and Pa.
public final class Setpoints {
    private final int halls;
    private final double[] local;
    private final double[] written;
    private final double[] inForce;
    private final HandOperation hand = new HandOperation();

    public Setpoints(int halls) {
        this.halls = halls;
        int slots = 3 * halls + 2;
        local = new double[slots];
        written = new double[slots];
        inForce = new double[slots];
        Arrays.fill(written, Double.NaN);
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

    /// Gives the slot back to local control, which goes on from the value in force.
    public void relinquish(int slot) {
        if (written(slot)) {
            local[slot] = written[slot];
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

    void inForce(int slot, double value) {
        inForce[slot] = value;
    }
}

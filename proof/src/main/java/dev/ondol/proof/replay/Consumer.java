package dev.ondol.proof.replay;

/// Power of one kind of equipment by hours, kW; NaN where an hour does not count.
public final class Consumer {
    private final String name;
    private final double[] measured;
    private final double[] modelled;

    Consumer(String name, double[] measured, double[] modelled) {
        this.name = name;
        this.measured = measured;
        this.modelled = modelled;
    }

    /// As in the energy account of a run: `crahFans`.
    public String name() {
        return name;
    }

    /// By the recording.
    public double[] measured() {
        return measured;
    }

    /// By the simulation.
    public double[] modelled() {
        return modelled;
    }
}

package dev.ondol.proof.replay;

/// Power of one kind of equipment by hours, kW, or a flow; NaN where an hour does not count.
public final class Consumer {
    private final String name;
    private final boolean flow;
    private final double[] measured;
    private final double[] modelled;

    Consumer(String name, boolean flow, double[] measured, double[] modelled) {
        this.name = name;
        this.flow = flow;
        this.measured = measured;
        this.modelled = modelled;
    }

    /// As in the energy account of a run: `crahFans`.
    public String name() {
        return name;
    }

    /// Whether it is a flow, L/s or m3/s, instead of a power.
    public boolean flow() {
        return flow;
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

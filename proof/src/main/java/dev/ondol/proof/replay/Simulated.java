package dev.ondol.proof.replay;

import dev.ondol.simulator.facility.EnergyAccount;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// Recorded and simulated hours of each compared point: means over the instants at which the point has a reading.
public final class Simulated {
    private final Window window;
    private final double[][] measured;
    private final double[][] modelled;
    private final int[][] counts;
    private @Nullable EnergyAccount account;

    Simulated(Window window) {
        this.window = window;
        int points = window.points().size();
        measured = new double[points][window.hours()];
        modelled = new double[points][window.hours()];
        counts = new int[points][window.hours()];
    }

    void take(int instant, DoubleSupplier[] sensors) {
        int hour = window.hourOf(instant);
        if (hour >= window.hours() || !window.driven(hour)) {
            return;
        }
        for (int p = 0; p < sensors.length; p++) {
            double recorded = window.recorded(p, instant);
            if (!Double.isNaN(recorded)) {
                double value = sensors[p].getAsDouble();
                measured[p][hour] += recorded;
                modelled[p][hour] += value;
                counts[p][hour]++;
            }
        }
    }

    Simulated done(EnergyAccount used) {
        account = used;
        for (int p = 0; p < measured.length; p++) {
            for (int hour = 0; hour < window.hours(); hour++) {
                int count = counts[p][hour];
                boolean enough = count >= window.enough();
                measured[p][hour] = enough ? measured[p][hour] / count : Double.NaN;
                modelled[p][hour] = enough ? modelled[p][hour] / count : Double.NaN;
            }
        }
        return this;
    }

    /// Hourly means of what was recorded; NaN where an hour does not count.
    public double[] measured(int point) {
        return measured[point];
    }

    /// Hourly means of what was simulated, over the same instants.
    public double[] modelled(int point) {
        return modelled[point];
    }

    /// What the simulated plant used in all, the time in which it was run in included.
    public EnergyAccount account() {
        return Objects.requireNonNull(account);
    }

    /// Measured minus modelled.
    public double[] residuals(int point) {
        double[] residuals = new double[window.hours()];
        Arrays.setAll(residuals, hour -> measured[point][hour] - modelled[point][hour]);
        return residuals;
    }

    public Window window() {
        return window;
    }
}

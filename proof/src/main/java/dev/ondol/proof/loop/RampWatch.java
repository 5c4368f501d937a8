package dev.ondol.proof.loop;

import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.point.SetpointLimits.SafeDirection;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Watches, by the values in force in the plant alone, that nobody moves a set-point faster in the saving direction than its
/// limit allows. A value that saves no more than what is in force is no such move, though the plant went there fast by itself: where its
/// own interlock held the coolant for a minute and let it go. It shares nothing with the verifier that is watched. Node set-points have
/// no ramps worth watching: any step is within their limit.
final class RampWatch {
    private static final int MINUTES = SetpointLimits.SAVING_PERIOD_SECONDS / 60;
    private static final double ROUNDING = 1e-6;

    private final ToDoubleFunction<PointId> inForce;
    private final Map<PointId, Past> pasts = new LinkedHashMap<>();
    private int tooFast;

    /// The last minutes of one set-point, in the direction that saves.
    private static final class Past {
        private final SetpointLimits limits;
        private final double[] saving = new double[MINUTES];
        private int next;

        Past(SetpointLimits limits) {
            this.limits = limits;
            Arrays.fill(saving, Double.NaN);
        }

        double saving(double value) {
            return limits.safe() == SafeDirection.DOWN ? value : -value;
        }

        void add(double value) {
            saving[next] = saving(value);
            next = (next + 1) % MINUTES;
        }

        boolean allows(double value) {
            double least = Arrays.stream(saving).filter(Double::isFinite).min().orElse(Double.POSITIVE_INFINITY);
            double present = saving[Math.floorMod(next - 1, MINUTES)];
            return saving(value) <= least + limits.savingStep() + ROUNDING || saving(value) <= present + ROUNDING;
        }
    }

    /// @param inForce what the plant follows; NaN for a set-point that it does not have
    RampWatch(PointCatalog catalog, ToDoubleFunction<PointId> inForce) {
        this.inForce = inForce;
        for (Point point : catalog.writable()) {
            boolean ofNode = point.quantity() == Quantity.POWER_CAP_SETPOINT
                    || point.quantity() == Quantity.GPU_CLOCK_SETPOINT
                    || point.quantity() == Quantity.POWER_STATE_SETPOINT;
            if (!ofNode && Double.isFinite(inForce.applyAsDouble(point.id()))) {
                pasts.put(point.id(), new Past(point.limits().orElseThrow()));
            }
        }
    }

    /// Looks at what is in force, once a minute.
    void minute() {
        pasts.forEach((point, past) -> past.add(inForce.applyAsDouble(point)));
    }

    /// A value was written.
    void written(PointId point, double value) {
        Past past = pasts.get(point);
        if (past != null && !past.allows(value)) {
            tooFast++;
        }
    }

    int tooFast() {
        return tooFast;
    }
}

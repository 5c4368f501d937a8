package dev.ondol.facility.point;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// One measurable or writable point of a site.
///
/// @param id      `equipment/quantity`
/// @param quantity what is measured: Brick class, UCUM unit, plausible range
/// @param source  the gateway source whose frames carry it
/// @param period  plant time between two readings
/// @param latency usual plant time between measuring and publishing; a value is stale after 3 periods + latency
/// @param limits  the operator's envelope where the point is writable
/// @param counterModulus counts after which a meter starts again at 0, in the unit of the quantity; empty where it is not known
///                or the point is no meter
public record Point(PointId id, Quantity quantity, String source, Duration period, Duration latency,
        Optional<SetpointLimits> limits, OptionalDouble counterModulus) {
    public Point(PointId id, Quantity quantity, String source, Duration period, Duration latency,
            Optional<SetpointLimits> limits) {
        this(id, quantity, source, period, latency, limits, OptionalDouble.empty());
    }

    public Point {
        if (counterModulus.isPresent()
                && (quantity.kind() != Quantity.Kind.METER || !(counterModulus.getAsDouble() > 0))) {
            throw new IllegalArgumentException("The counterModulus (%s) of %s must be positive, and %s a meter."
                    .formatted(counterModulus.getAsDouble(), id, quantity.id()));
        }
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("The period (%s) of %s must be positive.".formatted(period, id));
        }
        if (quantity.kind() == Quantity.Kind.SETPOINT && limits.isEmpty()) {
            throw new IllegalArgumentException("The writable point %s must have limits.".formatted(id));
        }
        if (!id.quantity().equals(quantity.id())) {
            throw new IllegalArgumentException("The point %s does not carry %s.".formatted(id, quantity.id()));
        }
    }

    public boolean writable() {
        return limits.isPresent();
    }

    /// Plant time after which a reading of this point must not be trusted.
    public Duration staleAfter() {
        return period.plus(period).plus(period).plus(latency);
    }
}

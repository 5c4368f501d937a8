package dev.ondol.facility.mapping;

import java.util.Optional;

/// What must be said of a point whose quantity is none of ours.
///
/// @param brickClass    class of the Brick ontology, without its namespace
/// @param unit          UCUM code of the readings as they are stored
/// @param low           lowest plausible reading, in that unit
/// @param high          highest plausible reading
/// @param periodSeconds plant time between two readings; 60 where it is absent
public record NewPoint(String brickClass, String unit, double low, double high, Optional<Integer> periodSeconds) {
    public static final int PERIOD_SECONDS = 60;

    public NewPoint {
        if (!brickClass.matches("[A-Z][A-Za-z0-9_]{0,99}")) {
            throw new IllegalArgumentException(
                    "The brickClass (%s) must look like Fuel_Level_Sensor.".formatted(brickClass));
        }
        if (!unit.matches("[!-~]{1,50}")) {
            throw new IllegalArgumentException("The unit (%s) must be a UCUM code, for example kW.h.".formatted(unit));
        }
        if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("The low (%s) must be below the high (%s).".formatted(low, high));
        }
        if (periodSeconds.isPresent() && periodSeconds.get() < 1) {
            throw new IllegalArgumentException(
                    "The periodSeconds (%d) must be positive.".formatted(periodSeconds.get()));
        }
    }
}

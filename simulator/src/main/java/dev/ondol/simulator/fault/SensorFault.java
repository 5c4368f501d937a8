package dev.ondol.simulator.fault;

/// What a broken sensor shows. Values are in the unit of its point.
public sealed interface SensorFault {
    /// Always off by so much.
    ///
    /// @param offset shown minus real
    record Bias(double offset) implements SensorFault {}

    /// Scatter around the real value, normal, new every minute.
    ///
    /// @param deviation standard deviation, 0 and up
    record Noise(double deviation) implements SensorFault {
        public Noise {
            if (!(deviation >= 0)) {
                throw new IllegalArgumentException("The deviation (%s) must be 0 or more.".formatted(deviation));
            }
        }
    }

    /// Shows for ever what it showed when it froze.
    record Freeze() implements SensorFault {}

    /// Shows nothing.
    record Dropout() implements SensorFault {}
}

package dev.ondol.benchmarks.safety;

import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherSample;

/// Mild weather that never repeats.
///
/// @param firstMillis plant time from which it is told
record MildDay(long firstMillis) implements Weather {
    @Override
    public WeatherSample at(long plantMillis) {
        double dryC = 14 + 6 * Math.sin(plantMillis / 13_750_987.0);
        return new WeatherSample(dryC, dryC - 4, dryC - 8, 0.55, 2, 101_000, 0);
    }

    @Override
    public String name() {
        return "mild days";
    }
}

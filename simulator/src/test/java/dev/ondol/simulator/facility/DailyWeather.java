package dev.ondol.simulator.facility;

import dev.ondol.facility.air.MoistAir;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherSample;

/// The same day again and again: a sine of dry-bulb with constant moisture.
record DailyWeather(double meanC, double amplitudeK) implements Weather {
    private static final double DAY = 86_400_000;
    private static final double PRESSURE_PA = 101_325;

    @Override
    public WeatherSample at(long plantMillis) {
        double dry = meanC + amplitudeK * Math.sin(2 * Math.PI * (plantMillis / DAY - 0.375));
        double ratio = MoistAir.humidityRatioOf(meanC - amplitudeK, 0.9, PRESSURE_PA);
        return new WeatherSample(dry, MoistAir.wetBulb(dry, ratio, PRESSURE_PA), MoistAir.dewPoint(ratio, PRESSURE_PA),
                MoistAir.relativeHumidity(dry, ratio, PRESSURE_PA), 2, PRESSURE_PA, 0);
    }

    @Override
    public long firstMillis() {
        return 0;
    }

    @Override
    public String name() {
        return "daily";
    }

    @Override
    public boolean covers(long fromMillis, long toMillis) {
        return true;
    }
}

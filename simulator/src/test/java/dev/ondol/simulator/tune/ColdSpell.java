package dev.ondol.simulator.tune;

import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.weather.WeatherSample;
import java.time.LocalDate;
import java.time.ZoneId;

/// Ten measured days of the same mild weather from 2021-01-01 on.
final class ColdSpell implements Weather {
    private static final long FIRST = LocalDate.of(2021, 1, 1).atStartOfDay(ZoneId.of("Asia/Seoul")).toInstant()
            .toEpochMilli();
    private static final long DAYS = 10;

    @Override
    public WeatherSample at(long plantMillis) {
        return new WeatherSample(18, 14, 11, 0.65, 2, 101_325, 0);
    }

    @Override
    public long firstMillis() {
        return FIRST;
    }

    @Override
    public String name() {
        return "spell.json";
    }

    @Override
    public boolean measured() {
        return true;
    }

    @Override
    public boolean covers(long fromMillis, long toMillis) {
        return fromMillis >= FIRST && toMillis <= FIRST + DAYS * 86_400_000L;
    }
}

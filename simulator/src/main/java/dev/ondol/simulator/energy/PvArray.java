package dev.ondol.simulator.energy;

import dev.ondol.facility.site.EnergyAssets.Photovoltaics;
import dev.ondol.facility.site.EnergyAssets.Photovoltaics.Mounting;
import dev.ondol.simulator.weather.Sun;
import dev.ondol.simulator.weather.SunPosition;
import dev.ondol.simulator.weather.WeatherSample;
import java.util.Optional;

/// A fixed array of photovoltaic modules with its inverters: sun, radiation on the plane after Perez, cover, cell temperature,
/// modules and inverters of PVWatts. The sun is computed for the middle of every five minutes. Not thread-safe.
final class PvArray {
    private static final double ALBEDO = 0.2;
    private static final long SUN_MILLIS = 300_000;

    private final double tiltDeg;
    private final double facingDeg;
    private final PvModules modules;
    private final Inverter inverter;
    private final CellTemperature cells;
    private final Optional<Sun> sun;

    private long sunSlot = Long.MIN_VALUE;
    private SunPosition position = new SunPosition(180, 0);
    private double extraterrestrialWM2;

    /// @param sun over the array; empty where the weather knows no radiation
    PvArray(Photovoltaics spec, Optional<Sun> sun) {
        tiltDeg = spec.tiltDeg();
        facingDeg = spec.azimuthDeg();
        modules = PvModules.standard(spec.peakW());
        inverter = Inverter.behind(spec.peakW());
        cells = switch (spec.mounting().orElse(Mounting.OPEN_RACK)) {
            case OPEN_RACK -> CellTemperature.FAIMAN;
            case ROOF -> CellTemperature.ROOF;
        };
        this.sun = sun;
    }

    /// Power delivered, W.
    ///
    /// @param millis plant time, milliseconds since 1970-01-01T00:00Z
    double acW(long millis, WeatherSample air) {
        if (air.globalWM2() <= 0 || sun.isEmpty()) {
            return 0;
        }
        moveSun(sun.get(), millis);
        double cosine = position.up() ? position.incidence(tiltDeg, facingDeg) : 0;
        double planeWM2 = planeWM2(tiltDeg, facingDeg, position, air.directWM2(), air.diffuseWM2(),
                extraterrestrialWM2);
        double cellC = cells.cellC(planeWM2, air.dryBulbC(), air.windMS());
        return inverter.acW(modules.netW(planeWM2, air.directWM2(), cosine, cellC));
    }

    /// Radiation on a plane: direct, sky (Perez) and ground, W/m2. Below the horizon there is only the sky.
    static double planeWM2(double tiltDeg, double facingDeg, SunPosition sun, double directWM2, double diffuseWM2,
            double extraterrestrialWM2) {
        double direct = sun.up() ? directWM2 : 0;
        double global = diffuseWM2 + direct * Math.cos(Math.toRadians(sun.zenithDeg()));
        return direct * Math.max(0, sun.incidence(tiltDeg, facingDeg))
                + Transposition.perezWM2(tiltDeg, facingDeg, sun, direct, diffuseWM2, extraterrestrialWM2)
                + Transposition.groundWM2(tiltDeg, global, ALBEDO);
    }

    private void moveSun(Sun over, long millis) {
        long slot = Math.floorDiv(millis, SUN_MILLIS);
        if (slot != sunSlot) {
            sunSlot = slot;
            long middle = slot * SUN_MILLIS + SUN_MILLIS / 2;
            position = over.at(middle);
            extraterrestrialWM2 = Sun.extraterrestrialWM2(middle);
        }
    }
}

package dev.ondol.simulator.air;

import dev.ondol.facility.site.Hall;
import dev.ondol.simulator.weather.WeatherSample;

/// The units that blow cold air into a hall, all of one kind and in parallel. Figures are those of the last step.
sealed interface HallCooler permits AirHandlerRow, DirectExpansionRow {
    /// The units of a hall.
    static HallCooler of(Hall hall) {
        return hall.crah().isPresent()
                ? new AirHandlerRow(hall.crah().get(), hall.airEconomizer())
                : new DirectExpansionRow(hall.crac().orElseThrow());
    }

    /// Airflow at full fan speed, kg/s.
    double mostKgS();

    /// True where fans change their speed and hold a pressure.
    boolean variableSpeed();

    /// Cools the return air.
    ///
    /// @param setC   wanted supply air, Celsius
    /// @param waterC chilled water entering, Celsius; only water coils heed it
    void cool(ReturnAir air, double setC, double waterC, WeatherSample outdoors);

    double supplyC();

    double returnC();

    /// Sensible heat taken out of the air, W; fan heat is in it.
    double heatW();

    double fanW();

    /// Power of compressors of the units' own, W.
    double compressorW();

    /// Heat given to chilled water, latent heat included, W.
    double chilledW();

    /// Heat given to the outdoors by condensers of the units' own or with exhaust air, W.
    double rejectedW();

    /// Water that condenses on the coils, kg/s.
    double condensedKgS();

    /// Outdoor air that the units take in, kg/s.
    double outdoorKgS();

    /// Chilled water through the coils, L/s.
    double waterLS();

    /// Valve opening (or compressor load), 0 to 1.
    double valve();
}

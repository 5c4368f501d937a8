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

    /// Says how much of the units can run, 0 to 1; the rest is out of service.
    void available(double share);

    /// Puts dirt on the coils, or cleans them.
    ///
    /// @param conductance what is left of the clean conductance, above 0, at most 1
    void foul(double conductance);

    /// Lets the valves stick where they stand, 0 to 1, or move again (NaN).
    void stick(double position);

    /// Says how much water the pumps can push through open valves / design flow, above 0, at most 1; only water coils heed it.
    default void waterAvailable(double share) {
        // compressors of the units' own need none
    }

    /// Airflow of the units that can run, at full fan speed, kg/s.
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

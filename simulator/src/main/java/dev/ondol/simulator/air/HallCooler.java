package dev.ondol.simulator.air;

import dev.ondol.facility.site.Hall;
import dev.ondol.simulator.weather.WeatherSample;

/// The units that blow cold air into a hall, all of one kind and in parallel. Figures are those of the last step.
sealed interface HallCooler permits AirHandlerRow, DirectExpansionRow {
    /// The units of a hall.
    static HallCooler of(Hall hall) {
        return hall.crah().isPresent()
                ? new AirHandlerRow(hall.crah().get())
                : new DirectExpansionRow(hall.crac().orElseThrow());
    }

    /// Airflow at full fan speed, kg/s.
    double mostKgS();

    /// True where fans change their speed and hold a pressure.
    boolean variableSpeed();

    /// Cools the return air, a mix of hot aisle and bypass: T_return = (1 - b) T_hot + b T_supply.
    ///
    /// @param speed    fan speed, 0 to 1
    /// @param airKgS   airflow, kg/s
    /// @param hotC     hot aisle, Celsius
    /// @param bypassed share b of the supply air that comes back unused, below 1
    /// @param setC     wanted supply air, Celsius
    /// @param waterC   chilled water entering, Celsius; only water coils heed it
    void cool(double speed, double airKgS, double hotC, double bypassed, double setC, double waterC,
            WeatherSample outdoors);

    double supplyC();

    double returnC();

    /// Heat taken out of the air, W; fan heat is in it.
    double heatW();

    double fanW();

    /// Power of compressors of the units' own, W.
    double compressorW();

    /// Heat given to chilled water, W.
    double chilledW();

    /// Heat given to the outdoors by condensers of the units' own, W.
    double rejectedW();

    /// Chilled water through the coils, L/s.
    double waterLS();

    /// Valve opening (or compressor load), 0 to 1.
    double valve();
}

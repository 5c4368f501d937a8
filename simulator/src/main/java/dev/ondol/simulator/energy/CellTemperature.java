package dev.ondol.simulator.energy;

/// How warm photovoltaic cells get in the sun.
@FunctionalInterface
interface CellTemperature {
    /// Free-standing modules, Faiman (Progress in Photovoltaics 16, 2008): Tc = Ta + G / (25 + 6.84 v).
    CellTemperature FAIMAN = (irradianceWM2, airC, windMS) -> airC + irradianceWM2 / (25 + 6.84 * windMS);

    /// Modules close to a roof (glass, cell, glass), King et al., Sandia Photovoltaic Array Performance Model
    /// (SAND2004-3535): Tm = Ta + G exp(a + b v), Tc = Tm + G / 1000 dT with a = -2.98, b = -0.0471, dT = 1.
    CellTemperature ROOF = sapm(-2.98, -0.0471, 1);

    /// The Sandia model with given coefficients.
    static CellTemperature sapm(double a, double b, double deltaK) {
        return (irradianceWM2, airC, windMS) -> airC + irradianceWM2 * (Math.exp(a + b * windMS) + deltaK / 1000);
    }

    /// Cell temperature, Celsius.
    ///
    /// @param irradianceWM2 on the plane of the array, W/m2
    /// @param airC          dry-bulb, Celsius
    /// @param windMS        wind at 10 m, m/s
    double cellC(double irradianceWM2, double airC, double windMS);
}

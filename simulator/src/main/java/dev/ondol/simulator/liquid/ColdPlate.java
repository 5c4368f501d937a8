package dev.ondol.simulator.liquid;

/// Thermal resistance of a GPU's cold plate over its coolant flow, R = R0 + R1 / V, fitted to measurements of a 1 kW module of
/// the Open Compute Project (OAM cold plates; at most 4.6 % off between 0.4 and 2.4 L/min with 25 % propylene glycol, 0.2 %
/// between 2 and 5 L/min with de-ionised water). T_case = T_coolant,in + R x P.
///
/// @param fixedKW      part that does not depend on the flow, K/W
/// @param perInverseKW times 1 / flow, K L / (W min)
record ColdPlate(double fixedKW, double perInverseKW) {
    /// With 25 % propylene glycol.
    static final ColdPlate PROPYLENE_GLYCOL = new ColdPlate(0.01617, 0.00839);
    /// With de-ionised water.
    static final ColdPlate WATER = new ColdPlate(0.01369, 0.00696);

    /// K/W.
    ///
    /// @param flowLMin coolant through the plate, L/min, above 0
    double resistanceKW(double flowLMin) {
        return fixedKW + perInverseKW / flowLMin;
    }

    /// Case temperature, Celsius.
    double caseC(double coolantInC, double powerW, double flowLMin) {
        return coolantInC + resistanceKW(flowLMin) * powerW;
    }
}

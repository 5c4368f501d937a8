package dev.ondol.simulator.air;

import dev.ondol.facility.site.Hall;

/// How the air of a hall splits: supply (s) = servers x (1 - recirculation) + leakage past the servers (bypass). In a
/// contained hall fans hold a differential pressure: leakage grows with it and recirculation through gaps of the racks
/// falls. In an open hall fans run at full speed, and recirculation is what the room's mixing makes it.
final class Containment {
    /// Differential pressure that the hall's recirculation and bypass figures refer to, Pa.
    static final double REFERENCE_PA = 5;
    /// Crack flow exponent; recirculation falls with the square root of the pressure.
    private static final double LEAK_EXPONENT = 0.6;
    private static final double MOST_RECIRCULATION = 0.5;
    private static final double LEAST_FAN_SPEED = 0.2;
    private static final double HIGHEST_PA = 100;

    private final boolean contained;
    private final double recirculation;
    private final double bypass;
    private final double referenceLeakKgS;
    private final double mostKgS;
    private final double leastKgS;

    private double supplyKgS;
    private double recirculated;
    private double bypassed;
    private double pressurePa = REFERENCE_PA;
    private double fixedSpeed = Double.NaN;

    /// @param serverDesignKgS airflow of all racks at nameplate, kg/s
    Containment(Hall hall, HallCooler cooler, double serverDesignKgS) {
        contained = cooler.variableSpeed();
        recirculation = hall.recirculation();
        bypass = hall.bypass();
        referenceLeakKgS = bypass * serverDesignKgS;
        mostKgS = cooler.mostKgS();
        leastKgS = contained ? mostKgS * LEAST_FAN_SPEED : mostKgS;
    }

    /// Splits the air.
    ///
    /// @param serverKgS airflow that the servers pull, kg/s, above 0
    /// @param setPa     wanted differential pressure, Pa
    void balance(double serverKgS, double setPa) {
        if (contained) {
            double pressure = setPa;
            boolean fixed = !Double.isNaN(fixedSpeed);
            double wanted = fixed ? fixedSpeed * mostKgS : wantedKgS(serverKgS, pressure);
            if (fixed || wanted > mostKgS || wanted < leastKgS) {
                wanted = Math.clamp(wanted, leastKgS, mostKgS);
                pressure = pressureAt(serverKgS, wanted);
            }
            supplyKgS = wanted;
            pressurePa = pressure;
            recirculated = Math.max(recirculation(pressure), 1 - supplyKgS / serverKgS);
        } else {
            supplyKgS = mostKgS;
            pressurePa = 0;
            recirculated = Math.max(recirculation, 1 - supplyKgS * (1 - bypass) / serverKgS);
        }
        bypassed = Math.max(0, 1 - serverKgS * (1 - recirculated) / supplyKgS);
    }

    /// Fixes the fan speed, 0 to 1; NaN: fans hold the pressure. Fans without variable speed do not heed it.
    void fixSpeed(double speed) {
        fixedSpeed = speed;
    }

    private double wantedKgS(double serverKgS, double pascal) {
        return serverKgS * (1 - recirculation(pascal)) + leakKgS(pascal);
    }

    /// Pressure at which this much air flows: Newton's method from the last pressure, kept between bounds.
    private double pressureAt(double serverKgS, double flowKgS) {
        double low = 0;
        double high = HIGHEST_PA;
        double pressure = Math.clamp(pressurePa, 0.01, HIGHEST_PA);
        for (int i = 0; i < 40; i++) {
            double leakKgS = leakKgS(pressure);
            double share = recirculation(pressure);
            double error = serverKgS * (1 - share) + leakKgS - flowKgS;
            if (Math.abs(error) < 1e-9 * flowKgS) {
                break;
            }
            if (error > 0) {
                high = pressure;
            } else {
                low = pressure;
            }
            double slope = (LEAK_EXPONENT * leakKgS
                    + (share < MOST_RECIRCULATION ? 0.5 * serverKgS * share : 0)) / pressure;
            double next = pressure - error / slope;
            pressure = next > low && next < high ? next : (low + high) / 2;
        }
        return pressure;
    }

    private double leakKgS(double pascal) {
        return referenceLeakKgS * Math.pow(pascal / REFERENCE_PA, LEAK_EXPONENT);
    }

    private double recirculation(double pascal) {
        if (recirculation == 0) {
            return 0;
        }
        return Math.min(MOST_RECIRCULATION,
                recirculation / Math.sqrt(Math.max(pascal, 0.01) / REFERENCE_PA));
    }

    /// Airflow of the air handlers, kg/s.
    double supplyKgS() {
        return supplyKgS;
    }

    /// Share of rack inlet air that comes from the hot aisle, 0 to 1.
    double recirculated() {
        return recirculated;
    }

    /// Share of supply air that returns unused, 0 to 1.
    double bypassed() {
        return bypassed;
    }

    double pressurePa() {
        return pressurePa;
    }

    /// Fan speed, 0 to 1.
    double speed() {
        return supplyKgS / mostKgS;
    }
}

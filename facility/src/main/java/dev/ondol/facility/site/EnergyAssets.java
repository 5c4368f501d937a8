package dev.ondol.facility.site;

import java.util.Optional;

/// On-site generation, storage and heat recovery.
public record EnergyAssets(Optional<Photovoltaics> pv, Optional<Battery> battery, Optional<HeatPump> heatPump) {
    /// @param peakW      power at standard test conditions, W
    /// @param tiltDeg    from horizontal, degrees
    /// @param azimuthDeg clockwise from north, degrees
    /// @param mounting   how air gets at the modules; absent: OPEN_RACK
    public record Photovoltaics(double peakW, double tiltDeg, double azimuthDeg, Optional<Mounting> mounting) {
        /// Free-standing, or close to a roof where they get warmer.
        public enum Mounting {
            OPEN_RACK, ROOF
        }

        public Photovoltaics {
            Checks.positive(peakW, "peakW");
            Checks.between(0, tiltDeg, 90, "tiltDeg");
            Checks.between(0, azimuthDeg, 360, "azimuthDeg");
        }
    }

    /// @param powerW              charge and discharge limit, W
    /// @param capacityWh          energy of the full cells, Wh; 0.10 to 0.95 of it are used
    /// @param roundTripEfficiency of cells and converter under load, 0.3 to 1
    public record Battery(double powerW, double capacityWh, double roundTripEfficiency) {
        public Battery {
            Checks.positive(powerW, "powerW");
            Checks.positive(capacityWh, "capacityWh");
            Checks.between(0.3, roundTripEfficiency, 1, "roundTripEfficiency");
        }
    }

    /// @param capacityW    heat delivered, W thermal
    /// @param sourceC      source water coming to it at design, Celsius; it leaves 8 K colder
    /// @param deliveryC    district-heat water delivered, Celsius
    /// @param cop          coefficient of performance there, at full load
    public record HeatPump(double capacityW, double sourceC, double deliveryC, double cop) {
        public HeatPump {
            Checks.positive(capacityW, "capacityW");
            Checks.between(0, sourceC, 70, "sourceC");
            Checks.between(sourceC + 1, deliveryC, 120, "deliveryC");
            Checks.between(1, cop, 12, "cop");
        }
    }
}

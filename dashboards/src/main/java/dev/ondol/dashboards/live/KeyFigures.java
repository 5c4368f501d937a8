package dev.ondol.dashboards.live;

import org.jspecify.annotations.Nullable;

/// The numbers of the first row, in kW, Celsius, K and GPUs.
///
/// @param pue         facility power / IT power, at the meters, at one instant
/// @param facilityKw  at the facility meter
/// @param itKw        at the IT meter
/// @param coolingKw   at the cooling meter
/// @param otherKw     facility - IT - cooling: UPS, distribution, lighting
/// @param nameplateKw nameplate power of the IT equipment
/// @param dryBulbC    outdoors
/// @param wetBulbC    outdoors
/// @param inlet       the hottest rack inlet
/// @param gpus        allocated and free GPUs
public record KeyFigures(Figure pue, Figure facilityKw, Figure itKw, Figure coolingKw, Figure otherKw,
        double nameplateKw, Figure dryBulbC, Figure wetBulbC, HottestInlet inlet, Gpus gpus) {
    /// The hottest rack inlet among those that are not stale.
    ///
    /// @param temperatureC inlet air
    /// @param rack         where
    /// @param marginK      recommended limit - temperature; negative above the limit
    /// @param counted      racks with a good reading
    /// @param racks        all racks
    public record HottestInlet(Figure temperatureC, @Nullable String rack, @Nullable Double marginK, int counted,
            int racks) {}

    /// @param total     GPUs of the site
    /// @param allocated of these, in use by jobs
    /// @param free      total - allocated
    public record Gpus(int total, Figure allocated, @Nullable Double free) {}
}

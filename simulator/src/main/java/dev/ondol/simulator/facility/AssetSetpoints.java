package dev.ondol.simulator.facility;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.simulator.energy.SiteAssets;

/// The set-points of battery and heat pump: kW and percent outside, W and shares inside. Under them lie the simple rules.
final class AssetSetpoints {
    private static final PointId BATTERY = PointId.of(PointCatalog.BATTERY, Quantity.ACTIVE_POWER_SETPOINT);
    private static final PointId LIMIT = PointId.of(PointCatalog.BATTERY, Quantity.IMPORT_LIMIT_SETPOINT);
    private static final PointId HEAT_PUMP = PointId.of(PointCatalog.HEAT_PUMP, Quantity.LOAD_SETPOINT);

    private final SiteAssets assets;

    AssetSetpoints(SiteAssets assets) {
        this.assets = assets;
    }

    /// Whether the point is one of them.
    static boolean are(PointId point) {
        return point.equals(BATTERY) || point.equals(LIMIT) || point.equals(HEAT_PUMP);
    }

    /// The value in force, in the unit of the point.
    double inForce(PointId point) {
        if (point.equals(BATTERY)) {
            return assets.wantedBatteryW() / 1000;
        }
        return point.equals(LIMIT)
                ? Math.min(PointCatalog.UNLIMITED_KW, assets.importLimitW() / 1000)
                : SensorBoard.PERCENT * assets.heatPumpLimit();
    }

    /// @param value in the unit of the point; NaN: back to the rule
    void write(PointId point, double value) {
        if (point.equals(BATTERY)) {
            assets.wantBatteryW(1000 * value);
        } else if (point.equals(LIMIT)) {
            assets.limitImport(Double.isNaN(value) ? Double.POSITIVE_INFINITY : 1000 * value);
        } else {
            assets.limitHeatPump(value / SensorBoard.PERCENT);
        }
    }

    void relinquish() {
        write(BATTERY, Double.NaN);
        write(LIMIT, Double.NaN);
        write(HEAT_PUMP, Double.NaN);
    }
}

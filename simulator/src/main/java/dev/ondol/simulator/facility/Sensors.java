package dev.ondol.simulator.facility;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import java.util.Map;
import java.util.function.DoubleSupplier;

/// What the facility's sensors show, put together from its parts.
final class Sensors {
    private Sensors() {}

    /// All sensors by point.
    static Map<PointId, DoubleSupplier> of(Site site, Facility facility, long seed) {
        SensorBoard board = new SensorBoard(seed, facility.upkeep().outOfService());
        HallSensors halls = new HallSensors(board, facility.halls(), facility.it());
        for (int h = 0; h < site.halls().size(); h++) {
            halls.install(h, site.halls().get(h));
        }
        halls.racksAndNodes();
        PlantSensors plant = new PlantSensors(board, site.cooling(), facility.meter());
        plant.install(facility.plant());
        facility.facilityWater().ifPresent(plant::install);
        ElectricalSensors.install(board, facility.meter(), facility.power(), site.electrical().ups().sides());
        facility.siteAssets()
                .ifPresent(assets -> ElectricalSensors.install(board, assets, site.assets().orElseThrow()));
        String station = PointCatalog.WEATHER_STATION;
        board.put(station, Quantity.DRY_BULB_TEMPERATURE, () -> facility.air().dryBulbC());
        board.put(station, Quantity.WET_BULB_TEMPERATURE, () -> facility.air().wetBulbC());
        board.put(station, Quantity.RELATIVE_HUMIDITY, () -> SensorBoard.PERCENT * facility.air().relativeHumidity());
        board.put(station, Quantity.WIND_SPEED, () -> facility.air().windMS());
        return board.sensors();
    }
}

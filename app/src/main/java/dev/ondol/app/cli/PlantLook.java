package dev.ondol.app.cli;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.gateway.field.FieldPlant;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What every point of a plant is at one glance.
///
/// @param silentDevices that were not heard in time
record PlantLook(List<String> silentDevices, List<Shown> points) {
    /// @param value in the unit of the point; absent where the device did not answer or tells no number
    record Shown(String point, @Nullable Double value, String unit) {}

    /// Looks, once every device is there or the patience is over, and ends the connections.
    static PlantLook at(FieldPlant plant, PointCatalog points, List<String> devices, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (plant.connected().size() < devices.size() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        List<String> connected = plant.connected();
        List<String> silent = devices.stream().filter(name -> !connected.contains(name)).toList();
        Map<PointId, Double> readings = plant.readings(points.all());
        plant.close();
        List<Shown> shown = new ArrayList<>();
        for (Point point : points.all()) {
            shown.add(new Shown(point.id().toString(), readings.get(point.id()), point.quantity().unit()));
        }
        return new PlantLook(silent, shown);
    }

    /// @param silent what to say of a silent device, given its name
    /// @return the exit code: 1 where a point has no reading
    int tell(PrintWriter out, boolean json, String silent) {
        if (json) {
            out.println(new String(JsonMessages.write(this), StandardCharsets.UTF_8));
        } else {
            points.forEach(one -> out.printf("%-52s %s%n", one.point(), one.value() == null
                    ? "-"
                    : one.value() + " " + one.unit()));
            silentDevices.forEach(name -> out.printf(silent, name));
        }
        out.flush();
        return points.stream().allMatch(one -> one.value() != null) ? 0 : 1;
    }
}

package dev.ondol.controllers.recommendation;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Hall;
import dev.ondol.facility.site.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which zone each set-point belongs to: a hall with its technology loop, `plant` for what all halls share, `nodes` for the
/// servers. Immutable.
public final class Zones {
    public static final String PLANT = "plant";
    public static final String NODES = "nodes";

    private final List<String> names = new ArrayList<>();
    private final Map<String, String> byEquipment = new HashMap<>();

    public Zones(Site site) {
        for (Hall hall : site.halls()) {
            names.add(hall.equipment());
            byEquipment.put(hall.equipment(), hall.equipment());
            byEquipment.put(PointCatalog.technologyLoop(hall.id()), hall.equipment());
        }
        names.add(PLANT);
        names.add(NODES);
    }

    public String of(PointId setpoint) {
        String hall = byEquipment.get(setpoint.equipment());
        if (hall != null) {
            return hall;
        }
        return setpoint.equipment().startsWith("node-") ? NODES : PLANT;
    }

    public List<String> names() {
        return List.copyOf(names);
    }
}

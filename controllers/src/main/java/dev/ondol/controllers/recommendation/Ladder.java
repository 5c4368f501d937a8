package dev.ondol.controllers.recommendation;

import dev.ondol.facility.message.Mode;
import dev.ondol.facility.operation.Level;
import dev.ondol.facility.operation.RecommendationBoard.Zone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What each zone may do at most, as operators chose; a zone without a choice follows the site. Owned by one thread.
public final class Ladder {
    private final Zones zones;
    private final Map<String, Zone> chosen = new HashMap<>();

    public Ladder(Zones zones) {
        this.zones = zones;
    }

    /// An operator's choice.
    ///
    /// @return false where there is no such zone
    public boolean choose(String zone, Level level, String by, long wall) {
        if (!zones.names().contains(zone)) {
            return false;
        }
        chosen.put(zone, new Zone(zone, level, by, wall));
        return true;
    }

    /// The least of what the site's mode and the zone's own level allow.
    public Level level(String zone, Mode mode) {
        Level site = switch (mode) {
            case AUTO -> Level.AUTO;
            case ADVISE -> Level.ADVISE;
            case SHADOW, HOLD, FALLBACK -> Level.SHADOW;
        };
        Zone own = chosen.get(zone);
        return own == null || own.level().compareTo(site) > 0 ? site : own.level();
    }

    /// All of them.
    public List<Zone> told(Mode mode) {
        return zones.names().stream().map(zone -> {
            Zone own = chosen.get(zone);
            return new Zone(zone, level(zone, mode), own == null ? "" : own.by(), own == null ? 0 : own.sinceWall());
        }).toList();
    }
}

package dev.ondol.facility.operation;

import java.util.List;

/// What control recommends and what became of it, retained on MQTT.
///
/// @param zones           the ladder
/// @param recommendations open ones and the last that ended, the newest first
public record RecommendationBoard(long wall, long plant, List<Zone> zones, Acceptance acceptance,
        List<RecommendationView> recommendations) {
    public RecommendationBoard {
        zones = List.copyOf(zones);
        recommendations = List.copyOf(recommendations);
    }

    /// @param level     in force
    /// @param by        who chose it; empty where it follows the site
    /// @param sinceWall wall time in milliseconds; 0 where nobody chose
    public record Zone(String zone, Level level, String by, long sinceWall) {}

    /// Since this process began.
    public record Acceptance(int approved, int overridden, int rejected, int expired) {}
}

package dev.ondol.dashboards.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.Overrides;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything on the Overview screen at one instant. In a tick `thermal`, `plan`, `happenings`, `past` and `byHand` are absent
/// while they have not changed since the tick before.
///
/// @param wall       wall time of this overview in milliseconds
/// @param clock      the newest tick of the site clock; null before the first
/// @param effectiveRate plant seconds a wall second, measured; null while unknown
/// @param feed       whether telemetry arrives
/// @param control    mode and life of the controllers
/// @param roles      life of each role
/// @param ingest     how far the historian is behind the frames
/// @param figures    the first row
/// @param thermal    rack inlets and powers
/// @param plan       the newest plan; null before the first
/// @param happenings what was done last, newest first
/// @param past       figures from the historian; null while it has not answered yet
/// @param byHand     what operators hold and have taken out of service
public record Overview(long wall, @Nullable ClockTick clock, @Nullable Double effectiveRate, Feed feed,
        Control control, Map<String, Role> roles, Ingest ingest, KeyFigures figures,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Thermal thermal,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PlanSummary plan,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Happening> happenings,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Past past,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ByHand byHand) {
    /// @param state      of the feed as a whole
    /// @param silentMs   wall milliseconds since anything was heard
    /// @param newest     plant time of the newest frame in milliseconds; null before the first
    /// @param offline    sources whose last word is that they are offline
    /// @param malformed  messages that could not be read, since the start
    /// @param broker     whether this dashboard is connected to the broker
    public record Feed(Figure.State state, long silentMs, @Nullable Long newest, List<String> offline, long malformed,
            boolean broker) {}

    /// @param mode  that control reported last; null before the first heartbeat
    /// @param alive whether control was heard within 3 s
    /// @param silentMs wall milliseconds since its last heartbeat
    /// @param leader name of the process that has the lease; null where nobody says so
    /// @param epoch  of its commands; 0 where there is none
    public record Control(@Nullable Mode mode, boolean alive, long silentMs, @Nullable String leader, long epoch) {}

    /// @param alive    whether it was heard within 3 s
    /// @param silentMs wall milliseconds since its last heartbeat
    /// @param plant    newest plant time that it has seen, in milliseconds
    public record Role(boolean alive, long silentMs, long plant) {}

    /// @param behindFrames frames published but not committed, all sources together; null while unknown
    public record Ingest(@Nullable Long behindFrames) {}

    /// @param overrides set-points that operators hold
    /// @param lockouts  units out of service
    public record ByHand(List<Overrides.Entry> overrides, List<Lockouts.Entry> lockouts) {}

    /// The same without the parts that are equal to those of `before`.
    public Overview since(Overview before) {
        return new Overview(wall, clock, effectiveRate, feed, control, roles, ingest, figures,
                changed(before.thermal, thermal), changed(before.plan, plan), changed(before.happenings, happenings),
                changed(before.past, past), changed(before.byHand, byHand));
    }

    private static <T> @Nullable T changed(@Nullable T before, @Nullable T now) {
        return java.util.Objects.equals(before, now) ? null : now;
    }
}

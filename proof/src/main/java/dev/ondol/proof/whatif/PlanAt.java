package dev.ondol.proof.whatif;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.site.Site;
import dev.ondol.optimizer.explain.PlanExplanation;
import dev.ondol.proof.loop.ReplayedPlanning;
import dev.ondol.proof.replay.PlantReplay;
import dev.ondol.proof.replay.Trace;
import dev.ondol.proof.replay.Window;
import dev.ondol.simulator.run.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the optimizer would have planned at an instant of a window that others operated, and why; its components are the keys of the
/// JSON. The plant is simulated up to it under the recorded set-points, and the optimizer has watched it for six hours, or since the window began.
/// It plans set-points alone: jobs stay where they ran.
///
/// @param asked       the instant, UTC
/// @param at          the planning cycle that answers it, the last one up to it, UTC
/// @param plan        the plan
/// @param explanation why it is as it is
/// @param cut         whether a search was ended by the clock, so that another run may find another plan
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanAt(String asked, String at, Plan plan, @Nullable PlanExplanation explanation, boolean cut) {
    /// @param time plant milliseconds, inside of the window and after the plant has settled
    /// @throws IllegalArgumentException if it is not
    public static PlanAt of(Site plant, Window window, long time, Progress progress) {
        long settled = window.start() + 3 * Window.HOUR;
        if (time < settled || time >= window.end()) {
            throw new IllegalArgumentException(
                    "--at must lie in the recording, three hours after its beginning at the earliest: %s to %s."
                            .formatted(
                                    Instant.ofEpochMilli(settled), Instant.ofEpochMilli(window.end())));
        }
        PlantReplay replay = new PlantReplay(window).until(time);
        try (ReplayedPlanning planning = ReplayedPlanning.watching(plant, replay.weather(plant), window.start(),
                window.end(), time)) {
            replay.by(planning).run(plant, new Trace(window), progress);
            Plan plan = planning.newest().orElseThrow(() -> new IllegalArgumentException(
                    "The optimizer made no plan: the recording shows no weather before the instant."));
            return new PlanAt(Instant.ofEpochMilli(time).toString(), Instant.ofEpochMilli(plan.cycle()).toString(),
                    plan,
                    planning.explanation().orElse(null), planning.cut());
        }
    }
}

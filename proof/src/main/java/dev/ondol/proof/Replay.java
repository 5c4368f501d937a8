package dev.ondol.proof;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.proof.calibrate.Calibration;
import dev.ondol.proof.replay.Consumer;
import dev.ondol.proof.replay.Consumers;
import dev.ondol.proof.replay.Fit;
import dev.ondol.proof.replay.Indicators;
import dev.ondol.proof.replay.Irregularity;
import dev.ondol.proof.replay.PlantReplay;
import dev.ondol.proof.replay.PointFit;
import dev.ondol.proof.replay.Recording;
import dev.ondol.proof.replay.SideBySide;
import dev.ondol.proof.replay.Simulated;
import dev.ondol.proof.replay.Trace;
import dev.ondol.proof.replay.UnusableRecording;
import dev.ondol.proof.replay.Window;
import dev.ondol.proof.suspect.Suspect;
import dev.ondol.proof.suspect.Suspects;
import dev.ondol.proof.whatif.Counterfactual;
import dev.ondol.proof.whatif.Operation;
import dev.ondol.proof.whatif.PlanAt;
import dev.ondol.simulator.run.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A recording of a site replayed in the simulator, and how the two compare.
public final class Replay {
    /// A consumer that draws less than this share of the cooling is not judged in percent.
    private static final double LEAST_SHARE = 0.005;

    private final Site site;
    private final Window window;
    private @Nullable Simulated shown;
    private @Nullable SideBySide sideBySide;

    /// @throws UnusableRecording if what drives a replay is missing in it
    public Replay(Site site, Recording recording) throws UnusableRecording {
        this.site = site;
        window = new Window(site, recording);
    }

    /// Runs the recording through the site.
    ///
    /// @param calibrate whether the plant is fitted to the first part of the window, to be judged on the rest
    /// @param other     another operation that is asked for
    /// @throws IllegalArgumentException if there is no such operation of the site
    public ReplayResult run(boolean calibrate, Optional<Operation> other, Steps steps) {
        return run(calibrate, other, Optional.empty(), steps);
    }

    /// The same with another plant, too.
    ///
    /// @param otherPlant in which it might have run instead
    public ReplayResult run(boolean calibrate, Optional<Operation> other, Optional<Site> otherPlant, Steps steps) {
        long started = System.nanoTime();
        Trace trace = new Trace(window);
        Simulated described = new PlantReplay(window).run(site, trace, steps.of("replay"));
        double replaySeconds = seconds(started);
        Site plant = site;
        Optional<Site> otherwise = otherPlant;
        Simulated simulated = described;
        int from = 0;
        ReplayResult.Calibrated calibrated = null;
        if (calibrate) {
            started = System.nanoTime();
            Calibration.Found found = new Calibration(site, window, steps.of("calibrate")).run();
            plant = found.plant();
            otherwise = otherPlant.map(found::on);
            from = found.trainedHours();
            trace = new Trace(window);
            simulated = new PlantReplay(window).run(plant, trace, Progress.NONE);
            calibrated = new ReplayResult.Calibrated(from, found.factors(), fit(described, from,
                    PointCatalog.FACILITY_METER), fit(described, from, PointCatalog.COOLING_METER), seconds(started));
        }
        List<Suspect> suspects = new Suspects(plant, window, simulated, from).find(steps.of("suspects"));
        Counterfactual counterfactual = null;
        List<Indicators> indicators = new ArrayList<>(List.of(Indicators.recorded(simulated, from), Indicators
                .simulated("simulated", simulated, from)));
        Optional<Trace> otherTrace = Optional.empty();
        if (other.isPresent() || otherwise.isPresent()) {
            otherTrace = Optional.of(new Trace(window));
            Simulated under = Counterfactual.run(other, otherwise.orElse(plant), window, otherTrace.get(), steps.of(
                    "otherwise"));
            counterfactual = Counterfactual.of(other, otherwise.isPresent(), plant, under, simulated);
            indicators.add(Indicators.simulated(counterfactual.operation(), under, from));
        }
        shown = simulated;
        sideBySide = SideBySide.of(window, trace, otherTrace);
        List<Irregularity> irregularities = new ArrayList<>(window.recording().irregularities());
        irregularities.addAll(window.missing(site));
        return new ReplayResult(site.id(), Instant.ofEpochMilli(window.start()).toString(),
                Instant.ofEpochMilli(window.start() + window.hours() * Window.HOUR).toString(), window.hours(),
                window.leftOut(), fit(simulated, from, PointCatalog.FACILITY_METER), fit(simulated, from,
                        PointCatalog.COOLING_METER),
                consumers(simulated, from), suspects, irregularities, window.recording().rows(),
                window.recording().samplesPerSecond(), replaySeconds, PointFit.of(simulated, from), indicators,
                calibrated, counterfactual);
    }

    /// What the optimizer would have planned at an instant, and why.
    ///
    /// @param time plant milliseconds
    /// @throws IllegalArgumentException if it lies outside of the recording
    public PlanAt planAt(long time, Steps steps) {
        return PlanAt.of(site, window, time, steps.of("plan"));
    }

    /// A page about the run before, self-contained.
    public String html(ReplayResult result) {
        return ReplayPage.html(result, Objects.requireNonNull(shown));
    }

    /// What the run before showed, point by point, for a screen.
    public SideBySide sideBySide() {
        return Objects.requireNonNull(sideBySide);
    }

    /// Gives each step of the work a progress of its own.
    @FunctionalInterface
    public interface Steps {
        /// For callers that do not care.
        Steps SILENT = ignored -> Progress.NONE;

        Progress of(String step);
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    private static Fit fit(Simulated simulated, int from, String meter) {
        return simulated.window().number(PointId.of(meter, Quantity.ACTIVE_POWER))
                .map(number -> Fit.of(from, simulated.measured(number), simulated.modelled(number))).orElse(Fit.NONE);
    }

    private static Map<String, Fit> consumers(Simulated simulated, int from) {
        Map<String, Fit> fits = new LinkedHashMap<>();
        List<Consumer> all = Consumers.of(simulated);
        double most = all.stream().mapToDouble(each -> Fit.mean(each.measured())).filter(Double::isFinite).sum();
        for (Consumer each : all) {
            if (Fit.mean(each.measured()) > LEAST_SHARE * most) {
                fits.put(each.name(), Fit.of(from, each.measured(), each.modelled()));
            }
        }
        return fits;
    }
}

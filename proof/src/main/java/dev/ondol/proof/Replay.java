package dev.ondol.proof;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.proof.replay.Consumer;
import dev.ondol.proof.replay.Consumers;
import dev.ondol.proof.replay.Fit;
import dev.ondol.proof.replay.Irregularity;
import dev.ondol.proof.replay.PlantReplay;
import dev.ondol.proof.replay.PointFit;
import dev.ondol.proof.replay.Recording;
import dev.ondol.proof.replay.Simulated;
import dev.ondol.proof.replay.UnusableRecording;
import dev.ondol.proof.replay.Window;
import dev.ondol.simulator.run.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A recording of a site replayed in the simulator, and how the two compare.
public final class Replay {
    /// A consumer that draws less than this share of the cooling is not judged in percent.
    private static final double LEAST_SHARE = 0.005;

    private final Site site;
    private final Window window;

    /// @throws UnusableRecording if what drives a replay is missing in it
    public Replay(Site site, Recording recording) throws UnusableRecording {
        this.site = site;
        window = new Window(site, recording);
    }

    /// Runs the site as it is described through the recording.
    public ReplayResult run(Progress progress) {
        long started = System.nanoTime();
        Simulated simulated = new PlantReplay(window).run(site, ignored -> {}, progress);
        double seconds = (System.nanoTime() - started) / 1e9;
        List<Irregularity> irregularities = new ArrayList<>(window.recording().irregularities());
        irregularities.addAll(window.missing(site));
        return new ReplayResult(site.id(), Instant.ofEpochMilli(window.start()).toString(),
                Instant.ofEpochMilli(window.start() + window.hours() * Window.HOUR).toString(), window.hours(),
                window.leftOut(), fit(simulated, PointCatalog.FACILITY_METER), fit(simulated,
                        PointCatalog.COOLING_METER),
                consumers(simulated), List.of(), irregularities, window.recording().rows(),
                window.recording().samplesPerSecond(), seconds, PointFit.of(simulated));
    }

    private static Fit fit(Simulated simulated, String meter) {
        return simulated.window().number(PointId.of(meter, Quantity.ACTIVE_POWER))
                .map(number -> Fit.of(simulated.measured(number), simulated.modelled(number))).orElse(Fit.NONE);
    }

    private static Map<String, Fit> consumers(Simulated simulated) {
        Map<String, Fit> fits = new LinkedHashMap<>();
        List<Consumer> all = Consumers.of(simulated);
        double most = all.stream().mapToDouble(each -> Fit.mean(each.measured())).filter(Double::isFinite).sum();
        for (Consumer each : all) {
            if (Fit.mean(each.measured()) > LEAST_SHARE * most) {
                fits.put(each.name(), Fit.of(each.measured(), each.modelled()));
            }
        }
        return fits;
    }
}

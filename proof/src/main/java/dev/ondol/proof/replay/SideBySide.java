package dev.ondol.proof.replay;

import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Recorded and simulated values of each compared point beside each other, by slots of the window, as a screen draws them; its
/// components are the keys of the JSON.
///
/// @param start     plant time of the first slot's beginning, ms
/// @param slotMs    plant time of a slot, ms
/// @param slots     how many there are, a thousand at most
/// @param notJudged stretches of plant time that do not count, ms: the plant settles, or something that drives it is missing
/// @param lines     by point
public record SideBySide(long start, long slotMs, int slots, List<Stretch> notJudged, List<Line> lines) {
    private static final double FIGURES = 1e5;

    /// From one plant time to before another, ms.
    public record Stretch(long from, long to) {}

    /// One point; null where nothing is known.
    ///
    /// @param recorded  what the plant showed
    /// @param simulated what the equations say of it
    /// @param otherwise the same under the other operation, where one was asked for
    public record Line(String point, String unit, List<@Nullable Double> recorded, List<@Nullable Double> simulated,
            @Nullable List<@Nullable Double> otherwise) {}

    /// @param operated  under the recorded set-points
    /// @param otherwise under another operation or in another plant
    public static SideBySide of(Window window, Trace operated, Optional<Trace> otherwise) {
        List<Line> lines = new ArrayList<>();
        for (int p = 0; p < operated.points().size(); p++) {
            int number = p;
            PointId point = operated.points().get(p);
            lines.add(new Line(point.toString(), Quantity.find(point.quantity()).orElseThrow().unit(), told(operated
                    .recorded(p)), told(operated.modelled(p)), otherwise.map(trace -> told(trace.modelled(number)))
                            .orElse(null)));
        }
        return new SideBySide(window.start(), operated.slotMs(), operated.slots(), notJudged(window), lines);
    }

    private static List<Stretch> notJudged(Window window) {
        List<Stretch> out = new ArrayList<>();
        for (int hour = 0; hour < window.hours(); hour++) {
            long from = window.start() + hour * Window.HOUR;
            if (window.driven(hour)) {
                continue;
            }
            boolean goesOn = !out.isEmpty() && out.getLast().to == from;
            long begin = goesOn ? out.removeLast().from : from;
            out.add(new Stretch(begin, from + Window.HOUR));
        }
        return out;
    }

    /// Five figures are more than a screen shows.
    private static List<@Nullable Double> told(double[] values) {
        List<@Nullable Double> told = new ArrayList<>(values.length);
        Arrays.stream(values).forEach(value -> told.add(Double.isFinite(value) ? rounded(value) : null));
        return told;
    }

    private static double rounded(double value) {
        if (value == 0) {
            return 0;
        }
        double scale = FIGURES / Math.pow(10, Math.ceil(Math.log10(Math.abs(value))));
        return Math.round(value * scale) / scale;
    }
}

package dev.ondol.historian.reading;

import dev.ondol.historian.rollup.Kept;
import dev.ondol.historian.rollup.Resolution;
import java.util.List;
import java.util.Optional;

/// Into which spans a panel is cut: as many as it has pixels, or up to a quarter more or less, so that whole spans of a
/// roll-up fit. Spans of a roll-up start at whole multiples of their length; those of readings divide the panel exactly.
///
/// @param from       start of the panel, plant milliseconds
/// @param to         its end, exclusive
/// @param pixels     its width
/// @param resolution the roll-up to ask; empty: the readings themselves
/// @param multiple   spans of the roll-up in one of the panel
record PanelSpans(long from, long to, int pixels, Optional<Resolution> resolution, long multiple) {
    private static final double WIDEST = 1.25;
    private static final double NARROWEST = 0.8;

    PanelSpans {
        if (to <= from || pixels < 1) {
            throw new IllegalArgumentException(
                    "The panel (%d to %d) and its width (%d pixels) must be positive.".formatted(from, to, pixels));
        }
    }

    /// The coarsest that is fine enough and still there; else the finest that is still there.
    static PanelSpans choose(long from, long to, int pixels, Kept kept) {
        double pixel = (double) (to - from) / pixels;
        for (Resolution resolution : List.of(Resolution.values()).reversed()) {
            long multiple = Math.max(1, Math.round(pixel / resolution.millis()));
            double span = (double) multiple * resolution.millis();
            if (span <= WIDEST * pixel && span >= NARROWEST * pixel && kept.from(resolution) <= from) {
                return new PanelSpans(from, to, pixels, Optional.of(resolution), multiple);
            }
        }
        if (kept.readings() <= from) {
            return new PanelSpans(from, to, pixels, Optional.empty(), 1);
        }
        Resolution finest = List.of(Resolution.values()).stream().filter(each -> kept.from(each) <= from).findFirst()
                .orElse(Resolution.HOUR);
        return new PanelSpans(from, to, pixels, Optional.of(finest),
                Math.max(1, Math.round(pixel / finest.millis())));
    }

    long spanMillis() {
        return resolution.map(each -> each.millis() * multiple).orElseGet(() -> Math.ceilDiv(to - from, (long) pixels));
    }

    /// The number of the span that holds this instant.
    long number(long time) {
        return resolution.isPresent()
                ? Math.floorDiv(time, spanMillis())
                : Math.multiplyExact(time - from, (long) pixels) / (to - from);
    }

    /// Where the span with this number begins; the first begins with the panel.
    long start(long number) {
        return resolution.isPresent()
                ? Math.max(from, number * spanMillis())
                : from + Math.ceilDiv(Math.multiplyExact(number, to - from), (long) pixels);
    }
}

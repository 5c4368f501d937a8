package dev.ondol.historian.rollup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A stretch of plant time, in milliseconds.
///
/// @param from first instant
/// @param to   end, exclusive, after `from`
public record Span(long from, long to) {
    public Span {
        if (to <= from) {
            throw new IllegalArgumentException("The end (%d) must be after the start (%d).".formatted(to, from));
        }
    }

    /// All of them, each grown to whole spans of the resolution, those that touch joined, in order of time.
    static List<Span> union(List<Span> spans, Resolution resolution) {
        List<Span> sorted = spans.stream().map(span -> span.grown(resolution))
                .sorted(Comparator.comparingLong(Span::from)).toList();
        List<Span> joined = new ArrayList<>();
        for (Span span : sorted) {
            if (!joined.isEmpty() && joined.getLast().to >= span.from) {
                Span last = joined.removeLast();
                joined.add(new Span(last.from, Math.max(last.to, span.to)));
            } else {
                joined.add(span);
            }
        }
        return joined;
    }

    long millis() {
        return to - from;
    }

    /// To whole spans of the resolution.
    Span grown(Resolution resolution) {
        return new Span(resolution.floor(from), resolution.ceil(to));
    }

    /// In pieces that end at whole multiples of `millis`.
    List<Span> pieces(long millis) {
        List<Span> pieces = new ArrayList<>();
        for (long at = from; at < to;) {
            long end = Math.min(to, (Math.floorDiv(at, millis) + 1) * millis);
            pieces.add(new Span(at, end));
            at = end;
        }
        return pieces;
    }
}

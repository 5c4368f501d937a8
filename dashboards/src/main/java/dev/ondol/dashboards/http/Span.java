package dev.ondol.dashboards.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/// Plant time that a request asks for, in milliseconds.
///
/// @param from inclusive
/// @param to   exclusive
record Span(long from, long to) {
    private static final long DAY_MS = 24L * 3_600_000;

    /// From the parameters `from` and `to`; where they make no sense the answer has gone out.
    static Optional<Span> asked(RoutingContext context, long longestMs) {
        Optional<Long> from = ApiRoutes.whole(context.request().getParam("from"));
        Optional<Long> to = ApiRoutes.whole(context.request().getParam("to"));
        if (from.isEmpty() || to.isEmpty() || from.get() < 0 || to.get() <= from.get()
                || to.get() - from.get() > longestMs) {
            Problem.badRequest("from and to must be plant time in milliseconds, from before to, at most %d days apart."
                    .formatted(longestMs / DAY_MS)).send(context);
            return Optional.empty();
        }
        return Optional.of(new Span(from.get(), to.get()));
    }

    /// Which of so many equal parts a time lies in.
    int part(long time, int parts) {
        return Math.clamp((time - from) / partMs(parts), 0, parts - 1);
    }

    /// How long one of so many equal parts is, rounded up.
    long partMs(int parts) {
        return Math.ceilDiv(to - from, (long) parts);
    }
}

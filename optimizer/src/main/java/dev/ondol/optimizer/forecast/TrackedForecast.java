package dev.ondol.optimizer.forecast;

import dev.ondol.optimizer.forecast.Outlook.LeadError;
import dev.ondol.optimizer.forecast.Outlook.Point;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/// Watches a forecast: each hour it notes what is expected 1, 3, 6, 12 and 24 hours ahead and compares what comes with what had
/// been expected. From the errors of the last two weeks follow the intervals (empirical forecast errors; Hyndman and
/// Athanasopoulos, Forecasting, 3rd edition, section 5.5). One thread.
public final class TrackedForecast {
    private static final long HOUR = 3_600_000;
    private static final List<Integer> LEADS = List.of(1, 3, 6, 12, 24);
    private static final int KEPT = 14 * 24;
    /// Fewer comparisons make no interval.
    private static final int LEAST = 12;
    /// Of a normal distribution, 95 %.
    private static final double Z = 1.96;

    private final String name;
    private final String unit;
    private final LongToDoubleFunction forecast;
    private final Map<Integer, Lead> leads = new HashMap<>();
    private long lastHour = Long.MIN_VALUE;

    private static final class Lead {
        /// By the hour that they are for.
        final Map<Long, Double> open = new HashMap<>();
        final ArrayDeque<Double> errors = new ArrayDeque<>();

        void compare(long hour, double observed) {
            Double expected = open.remove(hour);
            if (expected != null) {
                errors.addLast(observed - expected);
                if (errors.size() > KEPT) {
                    errors.removeFirst();
                }
            }
            open.keySet().removeIf(past -> past < hour);
        }

        double bias() {
            return errors.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }

        double rmse() {
            return Math.sqrt(errors.stream().mapToDouble(error -> error * error).average().orElse(0));
        }
    }

    /// @param forecast expected value at a plant time in milliseconds; asked only after the observation of an hour
    public TrackedForecast(String name, String unit, LongToDoubleFunction forecast) {
        this.name = name;
        this.unit = unit;
        this.forecast = forecast;
        LEADS.forEach(lead -> leads.put(lead, new Lead()));
    }

    /// What is seen now; the first of an hour counts. The forecast must know it already.
    ///
    /// @param now plant time in milliseconds
    public void observe(long now, double value) {
        long hour = Math.floorDiv(now, HOUR);
        if (hour <= lastHour || !Double.isFinite(value)) {
            return;
        }
        lastHour = hour;
        leads.forEach((ahead, lead) -> {
            lead.compare(hour, value);
            lead.open.put(hour + ahead, forecast.applyAsDouble(now + ahead * HOUR));
        });
    }

    /// The coming day.
    ///
    /// @param now plant time in milliseconds
    public Outlook outlook(long now) {
        List<LeadError> errors = new ArrayList<>();
        for (int hours : LEADS) {
            Lead lead = java.util.Objects.requireNonNull(leads.get(hours));
            if (!lead.errors.isEmpty()) {
                errors.add(new LeadError(hours, lead.bias(), lead.rmse(), lead.errors.size()));
            }
        }
        List<Point> points = new ArrayList<>();
        for (int ahead = 1; ahead <= 24; ahead++) {
            double expected = forecast.applyAsDouble(now + ahead * HOUR);
            double half = Z * rmse(errors, ahead);
            points.add(Double.isNaN(half)
                    ? new Point(now + ahead * HOUR, expected, null, null)
                    : new Point(now + ahead * HOUR, expected, expected - half, expected + half));
        }
        return new Outlook(name, unit, points, errors);
    }

    /// Between the lead times in proportion; NaN beyond what was compared often enough.
    private static double rmse(List<LeadError> errors, int ahead) {
        LeadError before = null;
        for (LeadError error : errors) {
            if (error.samples() < LEAST) {
                return Double.NaN;
            }
            if (error.leadHours() >= ahead) {
                if (before == null) {
                    return error.rmse();
                }
                double share = (double) (ahead - before.leadHours()) / (error.leadHours() - before.leadHours());
                return before.rmse() + share * (error.rmse() - before.rmse());
            }
            before = error;
        }
        return Double.NaN;
    }
}

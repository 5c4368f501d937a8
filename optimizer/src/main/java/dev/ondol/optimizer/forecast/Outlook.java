package dev.ondol.optimizer.forecast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A quantity over the coming day.
///
/// @param name   what it is
/// @param unit   UCUM unit of its values
/// @param points one an hour, the next hour first
/// @param errors how wrong earlier forecasts were, by lead time; empty where the values are published ahead
public record Outlook(String name, String unit, List<Point> points, List<LeadError> errors) {
    public Outlook {
        points = List.copyOf(points);
        errors = List.copyOf(errors);
    }

    /// @param at       plant time in milliseconds
    /// @param expected most likely value
    /// @param low      lower end of the 95 % interval; null as long as too few forecasts were compared
    /// @param high     its upper end
    public record Point(long at, double expected, @Nullable Double low, @Nullable Double high) {}

    /// Errors of forecasts with one lead time: observed less expected.
    ///
    /// @param leadHours hours between forecast and observation
    /// @param bias      mean error
    /// @param rmse      root of the mean square error
    /// @param samples   forecasts that were compared, of the last two weeks
    public record LeadError(int leadHours, double bias, double rmse, int samples) {}
}

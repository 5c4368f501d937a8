package dev.ondol.proof.replay;

import java.util.ArrayList;
import java.util.List;

/// How far a point was from what the simulation says, over the hours that count; its components are the keys of the JSON.
///
/// @param point    `equipment/quantity`
/// @param unit     UCUM unit of the other figures
/// @param measured mean of what was recorded
/// @param bias     mean of measured minus modelled
/// @param rmse     root mean square of measured minus modelled
/// @param hours    hours that were compared
public record PointFit(String point, String unit, double measured, double bias, double rmse, int hours) {
    /// All compared points that have an hour.
    ///
    /// @param from first hour that counts
    public static List<PointFit> of(Simulated simulated, int from) {
        List<PointFit> fits = new ArrayList<>();
        for (int p = 0; p < simulated.window().points().size(); p++) {
            double sum = 0;
            double error = 0;
            double square = 0;
            int hours = 0;
            double[] residuals = simulated.residuals(p);
            for (int hour = from; hour < residuals.length; hour++) {
                if (!Double.isNaN(residuals[hour])) {
                    sum += simulated.measured(p)[hour];
                    error += residuals[hour];
                    square += residuals[hour] * residuals[hour];
                    hours++;
                }
            }
            if (hours > 0) {
                var point = simulated.window().points().get(p);
                String unit = dev.ondol.facility.point.Quantity.find(point.quantity()).orElseThrow().unit();
                fits.add(new PointFit(point.toString(), unit, sum / hours, error / hours, Math.sqrt(square / hours),
                        hours));
            }
        }
        return fits;
    }
}

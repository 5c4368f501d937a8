package dev.ondol.proof.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What the facility took over the judged hours; its components are the keys of the JSON. Absent where a meter has no such hour.
///
/// @param of          recorded, simulated, or the other operation
/// @param hours       hours that count, the same for all that are compared
/// @param facilityKwh energy of the facility
/// @param coolingKwh  of it for cooling
/// @param pue         energy of the facility over that of the IT
/// @param peakKw      hour of the highest power
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Indicators(String of, int hours, @Nullable Double facilityKwh, @Nullable Double coolingKwh,
        @Nullable Double pue, @Nullable Double peakKw) {
    /// By what was recorded.
    public static Indicators recorded(Simulated by, int from) {
        return of("recorded", by, from, by::measured);
    }

    /// By what was simulated.
    ///
    /// @param name simulated, or the other operation
    public static Indicators simulated(String name, Simulated by, int from) {
        return of(name, by, from, by::modelled);
    }

    private static Indicators of(String name, Simulated by, int from, IntFunction<double[]> values) {
        double[] facility = hourly(by, PointCatalog.FACILITY_METER, from, values);
        Double facilityKwh = sum(facility);
        Double itKwh = sum(hourly(by, PointCatalog.IT_METER, from, values));
        return new Indicators(name, facility.length, facilityKwh, sum(hourly(by, PointCatalog.COOLING_METER, from,
                values)), facilityKwh == null || itKwh == null || itKwh == 0 ? null : facilityKwh / itKwh,
                facility.length == 0 ? null : Arrays.stream(facility).max().orElseThrow());
    }

    private static double[] hourly(Simulated by, String meter, int from, IntFunction<double[]> values) {
        Optional<Integer> number = by.window().number(PointId.of(meter, Quantity.ACTIVE_POWER));
        return number.isEmpty()
                ? new double[0]
                : Arrays.stream(values.apply(number.get())).skip(from).filter(Double::isFinite).toArray();
    }

    private static @Nullable Double sum(double[] hourlyKw) {
        return hourlyKw.length == 0 ? null : Arrays.stream(hourlyKw).sum();
    }
}

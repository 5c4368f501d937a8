package dev.ondol.simulator.weather;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/// Long-term monthly figures of one city, January first; read from `monthly-normals.csv`, which states their source.
record MonthlyNormals(String city, double latitude, List<Month> months) {
    /// @param dryBulbC     mean dry-bulb, Celsius
    /// @param dailyRangeK  mean of the daily maximum less the daily minimum, K
    /// @param dayMeanSdK   standard deviation of daily means, K
    /// @param dewPointC    mean dew point, Celsius
    /// @param windMS       mean wind speed, m/s
    /// @param globalWhM2   global horizontal radiation a day, Wh/m2
    /// @param pressurePa   mean station pressure, Pa
    record Month(double dryBulbC, double dailyRangeK, double dayMeanSdK, double dewPointC, double windMS,
            double globalWhM2, double pressurePa) {}

    MonthlyNormals {
        months = List.copyOf(months);
        if (months.size() != 12) {
            throw new IllegalArgumentException("The months (%d) of %s must be 12.".formatted(months.size(), city));
        }
    }

    /// The shipped cities by name.
    static Map<String, MonthlyNormals> shipped() {
        CSVFormat format = CSVFormat.DEFAULT.builder().setCommentMarker('#').setHeader().setSkipHeaderRecord(true)
                .get();
        Map<String, List<Month>> months = new LinkedHashMap<>();
        Map<String, Double> latitudes = new LinkedHashMap<>();
        try (InputStream in = MonthlyNormals.class.getResourceAsStream("monthly-normals.csv")) {
            if (in == null) {
                throw new IllegalStateException("monthly-normals.csv is missing from the class path.");
            }
            for (CSVRecord row : format.parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                latitudes.put(row.get("city"), number(row, "latitude_deg"));
                months.computeIfAbsent(row.get("city"), city -> new ArrayList<>())
                        .add(new Month(number(row, "dry_bulb_mean_c"), number(row, "daily_range_k"),
                                number(row, "day_mean_sd_k"), number(row, "dew_point_mean_c"),
                                number(row, "wind_mean_m_s"), 1000 * number(row, "ghi_kwh_m2_day"),
                                number(row, "pressure_pa")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, MonthlyNormals> cities = new LinkedHashMap<>();
        latitudes.forEach((city, latitude) -> cities.put(city,
                new MonthlyNormals(city, latitude, months.getOrDefault(city, List.of()))));
        return cities;
    }

    private static double number(CSVRecord row, String column) {
        return Double.parseDouble(row.get(column));
    }
}

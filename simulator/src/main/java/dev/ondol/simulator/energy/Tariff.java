package dev.ondol.simulator.energy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/// The load level of every hour of the week and the year, read from dated tariff data that states its source. Immutable.
final class Tariff {
    private static final String KOREA = "tariff-kr-industrial-b-2026-04-16.csv";
    private static final int WEEKDAY = 0;
    private static final int SATURDAY = 1;
    private static final int SUNDAY = 2;

    /// By month, kind of day and hour.
    private final LoadLevel[][][] levels = new LoadLevel[12][3][24];
    private final ZoneId zone;

    private Tariff(ZoneId zone) {
        this.zone = zone;
        for (LoadLevel[][] month : levels) {
            for (LoadLevel[] day : month) {
                Arrays.fill(day, LoadLevel.LIGHT);
            }
        }
    }

    /// Korea's industrial tariff (B), at the local hours of the site.
    static Tariff korea(ZoneId zone) {
        Tariff tariff = new Tariff(zone);
        CSVFormat format = CSVFormat.DEFAULT.builder().setCommentMarker('#').setHeader().setSkipHeaderRecord(true)
                .get();
        try (InputStream in = Tariff.class.getResourceAsStream(KOREA)) {
            if (in == null) {
                throw new IllegalStateException("The tariff (%s) is missing from the class path.".formatted(KOREA));
            }
            // the first row that fits counts: later rows are written first
            for (CSVRecord row : format.parse(new InputStreamReader(in, StandardCharsets.UTF_8)).getRecords()
                    .reversed()) {
                tariff.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tariff;
    }

    private void write(CSVRecord row) {
        Set<Integer> months = Arrays.stream(row.get("months").split(" ")).map(Integer::valueOf)
                .collect(Collectors.toSet());
        int kind = row.get("days").equals("SATURDAY") ? SATURDAY : WEEKDAY;
        for (int month : months) {
            Arrays.fill(levels[month - 1][kind], Integer.parseInt(row.get("from_hour")),
                    Integer.parseInt(row.get("to_hour")), LoadLevel.valueOf(row.get("level")));
        }
    }

    /// @param millis plant time, milliseconds since 1970-01-01T00:00Z
    LoadLevel at(long millis) {
        ZonedDateTime time = Instant.ofEpochMilli(millis).atZone(zone);
        DayOfWeek day = time.getDayOfWeek();
        int kind = day == DayOfWeek.SUNDAY ? SUNDAY : day == DayOfWeek.SATURDAY ? SATURDAY : WEEKDAY;
        return levels[time.getMonthValue() - 1][kind][time.getHour()];
    }
}

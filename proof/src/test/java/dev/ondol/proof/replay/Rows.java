package dev.ondol.proof.replay;

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import dev.ondol.proof.replay.Irregularity.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Small recordings of kr-hn1, written row by row.
final class Rows {
    static final Site SITE = SiteReader.builtIn("kr-hn1").orElseThrow();
    static final PointId AIR = PointId.of("hall-h1/supply-air-temperature");
    static final PointId WATER = PointId.of("chilled-water/supply-water-temperature");
    static final PointId POWER = PointId.of("meter-cooling/active-power");
    static final long START = Instant.parse("2022-03-27T00:00:00Z").toEpochMilli();
    static final long FIVE = 300_000;

    static Recording read(Site site, PointMapping mapping, String header, List<String> rows)
            throws IOException, UnusableRecording {
        String text = header + "\n" + String.join("\n", rows) + "\n";
        return new RecordingReader(site, mapping, RecordingReader.Wanted.replayed(site, Long.MIN_VALUE, Long.MAX_VALUE),
                Long.MIN_VALUE, Long.MAX_VALUE)
                .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), rows2 -> {});
    }

    static Recording read(List<String> rows) throws IOException, UnusableRecording {
        return read(SITE, PointMapping.NONE, "# site=kr-hn1 seed=4\ntime,point,value", rows);
    }

    static String row(long time, PointId point, double value) {
        return "%s,%s,%s".formatted(Instant.ofEpochMilli(time), point, value);
    }

    static List<String> day() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 288; i++) {
            rows.add(row(START + i * FIVE, AIR, 20 + Math.sin(i / 20.0)));
            rows.add(row(START + i * FIVE, WATER, 16 + Math.cos(i / 30.0)));
            rows.add(row(START + i * FIVE, POWER, 500 + 50 * Math.sin(i / 40.0)));
        }
        return rows;
    }

    static List<Irregularity> of(Recording recording, Kind kind) {
        return recording.irregularities().stream().filter(each -> each.kind() == kind).toList();
    }

    private Rows() {}
}

package dev.ondol.app.replay;

import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.site.Site;
import dev.ondol.messaging.capture.CapturedMessage;
import dev.ondol.proof.replay.Recording;
import dev.ondol.proof.replay.RecordingReader;
import dev.ondol.proof.replay.RecordingReader.Wanted;
import dev.ondol.proof.replay.UnusableRecording;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/// A recording in one of the forms that can be replayed: CSV, or recorded messages. Its first letter shows which.
public final class RecordedFile {
    private static final int BUFFER = 1 << 17;

    private RecordedFile() {}

    /// @param from,to  plant milliseconds, the end exclusive
    /// @param rowsDone hears now and then how many rows are read
    public static Recording read(InputStream in, Site site, PointMapping mapping, Wanted wanted, long from, long to,
            LongConsumer rowsDone) throws IOException, UnusableRecording {
        BufferedInputStream whole = new BufferedInputStream(in, BUFFER);
        if (!CapturedMessage.begins(whole)) {
            return new RecordingReader(site, mapping, wanted, from, to).read(whole, rowsDone);
        }
        CapturedReadings captured = new CapturedReadings(whole, site.id(), mapping);
        try (captured) {
            return new RecordingReader(site, PointMapping.NONE, wanted, from, to).read(captured, rowsDone).telling(
                    captured.irregularities());
        } catch (UnusableRecording e) {
            String why = captured.irregularities().stream().findFirst().map(told -> " " + told.text()).orElse("");
            throw new UnusableRecording(e.getMessage() + why);
        }
    }
}

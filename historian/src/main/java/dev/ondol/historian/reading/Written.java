package dev.ondol.historian.reading;

import dev.ondol.facility.message.Mark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What became of a batch of frames; all of it is committed.
///
/// @param frames          frames that were new
/// @param samples         readings stored
/// @param duplicates      frames, and readings without a sequence number, that were here before; nothing of them was stored again
/// @param rejectedFrames  messages that were refused whole: malformed, from the future, too late
/// @param rejectedSamples readings refused; those of whole refused frames included
/// @param refused         the same by reason (`out-of-range`, ...): readings, or 1 for bytes that are no frame
/// @param duplicateSamples readings of the duplicates
/// @param holesGivenUp    holes in the sequence of a source that will not be waited for any longer
/// @param marks           committed low marks of all sources of the batch, the newest life of a source last
/// @param newest          newest plant time stored, in milliseconds; empty where nothing was
/// @param held            readings of unknown points that are held until somebody accepts these
/// @param behind          partitions of a log of which nothing was stored, because the database stands before what was read: they are to be
///                        read again from where it stands
public record Written(int frames, long samples, int duplicates, int rejectedFrames, long rejectedSamples,
        Map<String, Long> refused, long duplicateSamples, int holesGivenUp, List<SourceMark> marks,
        OptionalLong newest, long held, List<LogPartition> behind) {
    /// The committed low mark of one source.
    public record SourceMark(String source, Mark mark) {}

    static final Written NOTHING = new Written(0, 0, 0, 0, 0, Map.of(), 0, 0, List.of(), OptionalLong.empty(), 0,
            List.of());

    public Written {
        marks = List.copyOf(marks);
        behind = List.copyOf(behind);
        refused = Map.copyOf(refused);
    }

    /// With what the slow lane did besides.
    ///
    /// @param sent      readings that it was given
    /// @param stored    of these, how many were new
    /// @param newestOne newest plant time among them, in milliseconds
    Written withValues(long sent, long stored, OptionalLong newestOne) {
        return new Written(frames, samples + stored, duplicates + (int) (sent - stored), rejectedFrames,
                rejectedSamples, refused, duplicateSamples + sent - stored, holesGivenUp, marks,
                later(newest, newestOne), held, behind);
    }

    private static OptionalLong later(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return OptionalLong.of(Math.max(one.getAsLong(), other.getAsLong()));
    }

    Written withHeld(long samples) {
        return new Written(frames, this.samples, duplicates, rejectedFrames, rejectedSamples, refused,
                duplicateSamples, holesGivenUp, marks, newest, samples, behind);
    }

    Written withBehind(List<LogPartition> partitions) {
        return new Written(frames, samples, duplicates, rejectedFrames, rejectedSamples, refused, duplicateSamples,
                holesGivenUp, marks, newest, held, partitions);
    }

    Written and(Written later) {
        Map<String, SourceMark> merged = new LinkedHashMap<>();
        for (List<SourceMark> some : List.of(marks, later.marks)) {
            for (SourceMark mark : some) {
                String life = mark.source() + " " + mark.mark().boot();
                merged.remove(life);
                merged.put(life, mark);
            }
        }
        Map<String, Long> reasons = new TreeMap<>(refused);
        later.refused.forEach((reason, samples) -> reasons.merge(reason, samples, Long::sum));
        return new Written(frames + later.frames, samples + later.samples, duplicates + later.duplicates,
                rejectedFrames + later.rejectedFrames, rejectedSamples + later.rejectedSamples, reasons,
                duplicateSamples + later.duplicateSamples, holesGivenUp + later.holesGivenUp,
                new ArrayList<>(merged.values()), later(newest, later.newest), held + later.held,
                Stream.concat(behind.stream(), later.behind.stream()).distinct().toList());
    }
}

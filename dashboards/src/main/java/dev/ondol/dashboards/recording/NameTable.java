package dev.ondol.dashboards.recording;

import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.facility.mapping.MappedName;
import dev.ondol.facility.mapping.MappingReader;
import dev.ondol.facility.mapping.MappingWizard;
import dev.ondol.facility.mapping.MappingWizard.Proposal;
import dev.ondol.facility.mapping.NameIndex;
import dev.ondol.facility.mapping.NameList;
import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.messaging.capture.CapturedMessage;
import dev.ondol.messaging.capture.CapturedNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the foreign names of a recording mean: what was said of them, and where nothing was, what the wizard proposes. Calls block;
/// thread-safe.
public final class NameTable {
    /// Of a longer recording the rest is not looked at.
    private static final long MOST_ROWS = 3_000_000;
    private static final int MOST_ENTRIES = NameList.MOST_NAMES;

    private final PointCatalog catalog;
    private final RecordingFolder folder;

    public NameTable(PointCatalog catalog, RecordingFolder folder) {
        this.catalog = catalog;
        this.folder = folder;
    }

    /// A foreign name.
    ///
    /// @param unit   as the recording writes it, or as somebody has said
    /// @param point  what was said that it means; null where nothing was
    /// @param first  what it may mean; null where no point of the site fits
    /// @param second the next best
    /// @param plain  whether nothing speaks against the first
    public record Line(String name, @Nullable String unit, @Nullable String point, @Nullable String first,
            @Nullable String second, boolean plain) {}

    /// Names of a recording.
    ///
    /// @param own   as many names are points of the site already, and are not listed
    /// @param whole whether all of the recording was looked at
    /// @param saved whether somebody has said what they mean
    public record Names(String recording, List<Line> names, int own, long rows, boolean whole, boolean saved) {}

    /// What somebody says that a name means.
    ///
    /// @param unit of the foreign values; null: ours
    public record Entry(String name, String point, @Nullable String unit) {}

    /// @param like another recording whose mapping is to be tried instead of its own
    public Names of(String recording, Optional<String> like) throws IOException, RefusedRecording {
        NameList found;
        try (BufferedReader in = folder.read(recording)) {
            found = CapturedMessage.begins(in)
                    ? CapturedNames.read(in, recording, MOST_ROWS, point -> catalog.find(point).isPresent())
                    : NameList.read(in, recording, MOST_ROWS);
        } catch (IllegalArgumentException e) {
            throw new RefusedRecording("no-recording", String.valueOf(e.getMessage()));
        }
        Path file = folder.mapping(like.orElse(recording));
        boolean saved = Files.exists(file);
        PointMapping mapping = saved ? mapping(file) : PointMapping.NONE;
        NameIndex index = new NameIndex(mapping);
        Map<String, MappedName> said = exact(mapping);
        List<Line> lines = new ArrayList<>();
        int own = 0;
        for (Proposal each : new MappingWizard(catalog.all()).propose(found.names())) {
            String name = each.foreign().name();
            Optional<String> point = index.find(name).map(meaning -> meaning.point().toString());
            if (point.isEmpty() && known(name)) {
                own++;
                continue;
            }
            MappedName entry = said.get(name);
            lines.add(new Line(name, (entry == null
                    ? each.foreign().unit()
                    : entry.unit().or(() -> each.foreign()
                            .unit()))
                    .orElse(null), point.orElse(null), text(each.point()), text(each.second()), each.plain()));
        }
        return new Names(recording, lines, own, found.rows(), found.whole(), saved && like.isEmpty());
    }

    private static @Nullable String text(Optional<PointId> point) {
        return point.map(PointId::toString).orElse(null);
    }

    private boolean known(String name) {
        return id(name).flatMap(catalog::find).isPresent();
    }

    private static Optional<PointId> id(String name) {
        int slash = name.indexOf('/');
        return slash > 0 && PointId.isName(name.substring(0, slash)) && PointId.isName(name.substring(slash + 1))
                ? Optional.of(PointId.of(name))
                : Optional.empty();
    }

    private static PointMapping mapping(Path file) throws IOException, RefusedRecording {
        try {
            return MappingReader.read(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (InvalidConfiguration e) {
            throw new RefusedRecording("bad-mapping", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, MappedName> exact(PointMapping mapping) {
        Map<String, MappedName> exact = new HashMap<>();
        mapping.names().stream().filter(MappedName::exact).forEach(each -> exact.putIfAbsent(each.name(), each));
        return exact;
    }

    /// Keeps what the names mean beside the recording, where the replayer finds it; forms with placeholders and names that the
    /// recording does not have stay as they were.
    ///
    /// @param listed  names that somebody has looked at: those without an entry mean nothing
    /// @throws RefusedRecording with all that is wrong
    public synchronized void save(String recording, List<String> listed, List<Entry> entries) throws IOException,
            RefusedRecording {
        if (entries.size() > MOST_ENTRIES || listed.size() > MOST_ENTRIES) {
            throw new RefusedRecording("bad-mapping", "A mapping may have %,d names at most.".formatted(MOST_ENTRIES));
        }
        Path file = folder.mapping(recording);
        PointMapping before = Files.exists(file) ? mapping(file) : PointMapping.NONE;
        Map<String, MappedName> said = exact(before);
        NameIndex forms = new NameIndex(new PointMapping(before.names().stream().filter(each -> !each.exact())
                .toList()));
        Set<String> looked = new HashSet<>(listed);
        List<MappedName> names = new ArrayList<>();
        for (MappedName each : checked(entries, said)) {
            looked.add(each.name());
            if (said.containsKey(each.name()) || forms.find(each.name()).filter(meaning -> meaning.point().toString()
                    .equals(each.point()) && meaning.conversion().equals(each.conversion())).isEmpty()) {
                names.add(each);
            }
        }
        before.names().stream().filter(each -> !each.exact() || !looked.contains(each.name())).forEach(names::add);
        write(file, MappingText.of(recording, names));
    }

    private List<MappedName> checked(List<Entry> entries, Map<String, MappedName> said) throws RefusedRecording {
        List<MappedName> names = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Map<String, String> claimed = new HashMap<>();
        for (Entry each : entries) {
            Optional<MappedName> same = Optional.ofNullable(said.get(each.name())).filter(before -> before.point()
                    .equals(each.point()));
            String other = claimed.putIfAbsent(each.point(), each.name());
            if (other != null) {
                problems.add("%s and %s both mean %s.".formatted(other, each.name(), each.point()));
            }
            if (same.isEmpty() && id(each.point()).flatMap(catalog::find).isEmpty()) {
                problems.add("%s: %s is no point of this site.".formatted(each.name(), each.point()));
                continue;
            }
            try {
                MappedName name = new MappedName(each.name(), each.point(), Optional.ofNullable(each.unit()), same
                        .flatMap(MappedName::scale), same.flatMap(MappedName::offset),
                        same.flatMap(MappedName::define));
                if (!name.exact()) {
                    throw new IllegalArgumentException("A name with placeholders is written into the file by hand.");
                }
                names.add(name);
            } catch (IllegalArgumentException e) {
                problems.add("%s: %s".formatted(each.name(), e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new RefusedRecording("bad-mapping", String.join(" ", problems.size() > 10
                    ? problems.subList(0, 10)
                    : problems));
        }
        return names;
    }

    private static void write(Path file, String yaml) throws IOException {
        try {
            MappingReader.read("mapping", yaml);
        } catch (InvalidConfiguration e) {
            throw new IllegalStateException("What was written cannot be read.", e);
        }
        Path next = file.resolveSibling(".upload-" + file.getFileName());
        Files.writeString(next, yaml, StandardCharsets.UTF_8);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}

package dev.ondol.controllers.notify;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which recipient has been told of which alarm, so that a restart tells nobody twice. It outlives a loss of the database, of which people are told as
/// well: it is a file. Owned by one thread.
final class Ledger {
    private static final Logger log = LoggerFactory.getLogger(Ledger.class);

    private final Optional<Path> file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /// @param told messengers by step, as `0/mail:shift@example.org`
    record Entry(String definition, String source, Set<String> told) {
        Entry {
            told = new HashSet<>(told);
        }
    }

    private record Content(Map<String, Entry> alarms) {
        @JsonCreator
        Content {
        }
    }

    /// @param file empty: in memory alone
    Ledger(Optional<Path> file) {
        this.file = file;
        file.filter(Files::exists).ifPresent(this::read);
    }

    private void read(Path path) {
        try {
            entries.putAll(JsonMessages.read(Files.readAllBytes(path), Content.class).alarms());
        } catch (IOException | MalformedMessage e) {
            log.warn("What {} says of notices cannot be read; people may be told again of alarms that stand: {}", path,
                    e
                            .getMessage());
        }
    }

    /// Alarms of which anybody was told.
    Map<String, Entry> alarms() {
        return Map.copyOf(entries);
    }

    boolean told(String alarm, int step, String messenger) {
        Entry entry = entries.get(alarm);
        return entry != null && entry.told().contains(key(step, messenger));
    }

    void tell(String alarm, String definition, String source, int step, String messenger) {
        entries.computeIfAbsent(alarm, ignored -> new Entry(definition, source, Set.of())).told().add(key(step,
                messenger));
    }

    /// This recipient knows that the alarm needs no answer any more.
    void forget(String alarm, String messenger) {
        Entry entry = entries.get(alarm);
        if (entry != null) {
            entry.told().removeIf(key -> messengerOf(key).equals(messenger));
            if (entry.told().isEmpty()) {
                entries.remove(alarm);
            }
        }
    }

    /// Who knows of an alarm.
    static Set<String> messengers(Entry entry) {
        Set<String> names = new HashSet<>();
        entry.told().forEach(key -> names.add(messengerOf(key)));
        return names;
    }

    private static String key(int step, String messenger) {
        return step + "/" + messenger;
    }

    private static String messengerOf(String key) {
        return key.substring(key.indexOf('/') + 1);
    }

    /// Writes all of it to the file, whole or not at all.
    void save() {
        if (file.isEmpty()) {
            return;
        }
        Path path = file.get();
        Path next = path.resolveSibling(path.getFileName() + ".next");
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(next, JsonMessages.write(new Content(entries)));
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("Who was told of which alarm cannot be kept in {}; after a restart people are told again: {}",
                    path, e
                            .getMessage());
        }
    }
}

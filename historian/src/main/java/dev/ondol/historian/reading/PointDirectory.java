package dev.ondol.historian.reading;

import dev.ondol.facility.mapping.NameIndex;
import dev.ondol.facility.mapping.PointMapping;
import dev.ondol.historian.discovery.Acceptance;
import dev.ondol.historian.discovery.Accepted;
import dev.ondol.historian.discovery.Discovery;
import dev.ondol.historian.discovery.ListedPoint;
import dev.ondol.historian.discovery.NotAccepted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The names that ingest knows at the moment. What the mapping says of a name that nobody knows is accepted like a person's
/// word. For one thread.
final class PointDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(PointDirectory.class);
    /// What other processes changed is looked for this often, wall milliseconds.
    private static final long AGE = 30_000;
    private static final int MOST_TRIED = 100_000;

    private final PointTable table;
    private final Discovery discovery;
    private final NameIndex mapping;
    private final Set<String> tried = new HashSet<>();
    private KnownNames names = KnownNames.NONE;
    private boolean loaded;
    private long loadedAt;

    PointDirectory(PointTable table, Discovery discovery, PointMapping mapping) {
        this.table = table;
        this.discovery = discovery;
        this.mapping = new NameIndex(mapping);
    }

    KnownNames names() {
        return names;
    }

    /// Brings the names up to date, before a batch is written.
    void refresh(List<? extends Received> batch) {
        long wall = batch.getLast().receivedAt();
        if (!loaded) {
            load();
            if (!mapping.isEmpty()) {
                map(discovery.listed().stream().map(ListedPoint::name).toList());
            }
            loaded = true;
            loadedAt = wall;
        } else if (Math.abs(wall - loadedAt) > AGE || names.ours().isEmpty()) {
            load();
            loadedAt = wall;
        }
        if (!mapping.isEmpty()) {
            map(unknown(batch));
        }
    }

    /// Looks the names up again.
    void load() {
        for (Accepted accepted : discovery.absorb()) {
            LOG.info("{} is a point of the site now: {} readings that were held are stored, {} are refused.",
                    accepted.name(), accepted.stored(), accepted.refused());
        }
        names = table.load();
    }

    private List<String> unknown(List<? extends Received> batch) {
        List<String> unknown = new ArrayList<>();
        for (Received received : batch) {
            if (received instanceof ReceivedValues some) {
                some.values().stream().map(ReceivedValues.Value::point).filter(name -> names.of(name) == null)
                        .forEach(name -> unknown.add(name.toString()));
            } else if (received instanceof ReceivedFrame frame) {
                for (var name : frame.frame().values().keySet()) {
                    if (names.of(name) == null) {
                        unknown.add(name.toString());
                    }
                }
                for (var reading : frame.foreign()) {
                    if (names.of(reading.name()) == null) {
                        unknown.add(reading.name());
                    }
                }
            }
        }
        return unknown;
    }

    /// Each name is tried once.
    private void map(Collection<String> unknown) {
        boolean accepted = false;
        for (String name : unknown) {
            if (tried.contains(name)) {
                continue;
            }
            Optional<NameIndex.Meaning> meaning = mapping.find(name);
            if (meaning.isPresent()) {
                accepted |= accept(Acceptance.of(name, meaning.get()));
            }
            if (tried.size() >= MOST_TRIED) {
                tried.clear();
            }
            tried.add(name);
        }
        if (accepted) {
            load();
        }
    }

    private boolean accept(Acceptance acceptance) {
        try {
            Optional<Accepted> done = discovery.acceptUnlessDismissed(acceptance);
            done.ifPresent(accepted -> LOG.info("{} is mapped to {}.", accepted.name(), accepted.point()));
            return done.isPresent();
        } catch (NotAccepted e) {
            LOG.warn("The mapping does not fit: {} Its readings are held.", e.getMessage());
            return false;
        }
    }
}

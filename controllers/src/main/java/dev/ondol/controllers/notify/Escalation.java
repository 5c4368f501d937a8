package dev.ondol.controllers.notify;

import dev.ondol.controllers.alarm.Definitions;
import dev.ondol.controllers.notify.Notice.Ended;
import dev.ondol.controllers.notify.Notice.Flood;
import dev.ondol.controllers.notify.Notice.How;
import dev.ondol.controllers.notify.Notice.Raised;
import dev.ondol.controllers.notify.Notice.Words;
import dev.ondol.facility.operation.AlarmBoard;
import dev.ondol.facility.operation.AlarmState;
import dev.ondol.facility.operation.AlarmView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who is to be told what now: each recipient once for each alarm and step, and once when an alarm of which they were told needs no answer any more. Owned
/// by one thread; sends nothing itself.
final class Escalation {
    /// What comes together is told together.
    static final long GATHER_MS = 3_000;
    /// In a flood a recipient hears of it this often at most.
    static final long FLOOD_PAUSE_MS = 60_000;
    /// After a start what an earlier life has told may not have come back to the list yet.
    static final long RECALL_MS = 120_000;

    private final String site;
    private final Definitions definitions;
    private final List<Step> steps;
    private final Ledger ledger;
    private final @Nullable String link;
    private final long startedWall;
    private final Map<String, Long> lastWall = new HashMap<>();

    Escalation(String site, Definitions definitions, List<Step> steps, Ledger ledger, @Nullable String link,
            long startedWall) {
        this.site = site;
        this.definitions = definitions;
        this.steps = List.copyOf(steps);
        this.ledger = ledger;
        this.link = link;
        this.startedWall = startedWall;
    }

    /// What a recipient is to be told now; empty where there is nothing new.
    Optional<Notice> due(Messenger to, AlarmBoard board, long wall) {
        if (board.flood() != null && wall - lastWall.getOrDefault(to.name(), Long.MIN_VALUE / 2) < FLOOD_PAUSE_MS) {
            return Optional.empty();
        }
        List<Raised> raised = new ArrayList<>();
        for (AlarmView alarm : board.alarms()) {
            step(to, alarm, wall).ifPresent(step -> raised.add(raised(alarm, step, wall)));
        }
        raised.sort(Comparator.comparing(Raised::priority).reversed().thenComparingLong(Raised::raisedWall));
        List<Ended> ended = ended(to, board, wall);
        if (raised.isEmpty() && ended.isEmpty()) {
            return Optional.empty();
        }
        AlarmBoard.Flood flood = board.flood();
        return Optional.of(new Notice(Notice.VERSION, UUID.randomUUID().toString(), site, wall, false, raised, ended,
                flood == null ? null : new Flood(flood.firstOut(), flood.count()), link));
    }

    /// The highest step that this recipient has reached with an alarm and was not told of.
    private Optional<Integer> step(Messenger to, AlarmView alarm, long wall) {
        if (alarm.state() != AlarmState.UNACK_ACTIVE || !alarm.annunciated()) {
            return Optional.empty();
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (step.tell().stream().anyMatch(messenger -> messenger.name().equals(to.name()))
                    && alarm.priority().compareTo(step.least()) >= 0
                    && wall - alarm.raisedWall() >= step.after().toMillis() + GATHER_MS) {
                return ledger.told(alarm.id(), i, to.name()) ? Optional.empty() : Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private Raised raised(AlarmView alarm, int step, long wall) {
        Map<String, Words> words = definitions.of(alarm.definition()).words().entrySet().stream().collect(Collectors
                .toMap(Map.Entry::getKey, of -> new Words(of.getValue().title(), of.getValue().cause(), of.getValue()
                        .consequence(), of.getValue().action())));
        return new Raised(alarm.id(), alarm.definition(), alarm.priority(), alarm.source(), alarm.value(), alarm
                .limit(), alarm.unit(), alarm.raisedWall(), alarm.respondByWall(), step,
                (wall - alarm.raisedWall())
                        / 60_000,
                words);
    }

    private List<Ended> ended(Messenger to, AlarmBoard board, long wall) {
        Map<String, AlarmView> listed = board.alarms().stream()
                .collect(Collectors.toMap(AlarmView::id, alarm -> alarm));
        List<Ended> ended = new ArrayList<>();
        ledger.alarms().forEach((id, entry) -> {
            AlarmView alarm = listed.get(id);
            boolean over = alarm == null
                    ? wall - startedWall >= RECALL_MS || wall < startedWall
                    : how(alarm).isPresent();
            if (over && Ledger.messengers(entry).contains(to.name())) {
                ended.add(new Ended(id, entry.definition(), entry.source(), alarm == null
                        ? How.OFF_THE_LIST
                        : how(alarm).orElseThrow(), alarm == null ? null : by(alarm), titles(entry.definition())));
            }
        });
        ended.sort(Comparator.comparing(Ended::alarm));
        return ended;
    }

    private static Optional<How> how(AlarmView alarm) {
        if (alarm.acknowledged()) {
            return Optional.of(How.ACKNOWLEDGED);
        }
        if (alarm.shelved() != null) {
            return Optional.of(How.SHELVED);
        }
        return alarm.active() || alarm.chattering() ? Optional.empty() : Optional.of(How.CLEARED);
    }

    private static @Nullable String by(AlarmView alarm) {
        AlarmView.Shelf shelf = alarm.shelved();
        return alarm.acknowledged() || shelf == null ? alarm.ackedBy() : shelf.by();
    }

    private Map<String, String> titles(String definition) {
        return definitions.knows(definition)
                ? definitions.of(definition).words().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                        of -> of.getValue().title()))
                : Map.of();
    }

    /// The recipient has it: they are not told of it again.
    void delivered(Messenger to, Notice notice, long wall) {
        lastWall.put(to.name(), wall);
        for (Raised alarm : notice.raised()) {
            for (int step = 0; step <= alarm.step(); step++) {
                ledger.tell(alarm.alarm(), alarm.definition(), alarm.source(), step, to.name());
            }
        }
        notice.ended().forEach(alarm -> ledger.forget(alarm.alarm(), to.name()));
        ledger.save();
    }
}

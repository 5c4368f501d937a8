package dev.ondol.controllers.alarm;

import dev.ondol.facility.operation.AlarmBoard;
import dev.ondol.facility.operation.AlarmView;
import dev.ondol.facility.operation.AlarmView.Shelf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The alarms of one site: signs in, alarms out. Owned by one thread, which calls [#turn] about every second.
///
/// ```
///            condition holds for its delay           acknowledged
///   normal ---------------------------> UNACK_ACTIVE ------------> ACKED_ACTIVE
///     ^                                    |    ^                       |
///     |                    condition gone  |    | holds again           | condition gone
///     |          acknowledged              v    |                       v
///     +------------------------------- UNACK_CLEARED                  normal
/// ```
/// SHELVED, SUPPRESSED and OUT_OF_SERVICE lie over these: while they last it does not sound, and then it is what it is. What
/// has sounded leaves the list only when somebody has acknowledged it.
public final class AlarmList {
    /// Shelving for longer than a shift is neglect, minutes.
    public static final int LONGEST_SHELF_MIN = 480;

    private final Definitions definitions;
    private final Map<String, Condition> conditions = new LinkedHashMap<>();
    private final Map<String, Alarm> byKey = new LinkedHashMap<>();
    private final Annunciations annunciations = new Annunciations();
    private final Map<String, AlarmView> told = new LinkedHashMap<>();
    private final List<AlarmView> sounding = new ArrayList<>();
    private Set<String> outOfService = Set.of();
    private @Nullable Long lastClearedWall;
    private long numbered;

    /// What came of an operator's act.
    ///
    /// @param status as of HTTP
    /// @param code   `done`, or why not
    public record Answer(int status, String code, Optional<AlarmView> alarm) {}

    public AlarmList(Definitions definitions) {
        this.definitions = definitions;
    }

    /// Takes up what an earlier life has left on the list, and what sounded in the last day.
    ///
    /// @return those of which the same has come again meanwhile: they have ended
    public List<AlarmView> recall(Collection<AlarmView> open, Collection<AlarmView> lastDay, Now now) {
        List<AlarmView> replaced = new ArrayList<>();
        annunciations.began(now.wall());
        lastDay.stream().filter(AlarmView::annunciated).sorted(Comparator.comparingLong(AlarmView::raisedWall))
                .forEach(alarm -> annunciations.sounded(alarm.id(), alarm.priority(), alarm.raisedWall()));
        for (AlarmView kept : open) {
            if (definitions.knows(kept.definition())) {
                Alarm alarm = new Alarm(kept, definitions.of(kept.definition()));
                String key = key(kept.definition(), kept.source());
                if (byKey.putIfAbsent(key, alarm) != null) {
                    replaced.add(alarm.view(now.wall(), true));
                    continue;
                }
                told.put(kept.id(), kept.withoutValue());
                if (kept.active()) {
                    conditions.computeIfAbsent(key, ignored -> new Condition(alarm.definition)).recall(new Sign(kept
                            .definition(), kept.source(), kept.scope(), true, kept.value(), kept.params()), now);
                }
            }
        }
        return replaced;
    }

    /// Takes a sign.
    public void see(Sign sign, Now now) {
        String key = key(sign.definition(), sign.source());
        Condition condition = conditions.get(key);
        if (condition == null) {
            condition = new Condition(definitions.of(sign.definition()));
            conditions.put(key, condition);
        }
        condition.seen(sign, now);
        Alarm alarm = byKey.get(key);
        if (alarm != null && sign.present()) {
            alarm.value = sign.value();
            alarm.params = sign.params();
        }
    }

    /// Equipment that is out of service now, and no other.
    public void outOfService(Set<String> equipment) {
        outOfService = Set.copyOf(equipment);
    }

    /// Judges everything at this instant.
    ///
    /// @return alarms that have changed, to be kept; those that have ended say when
    public List<AlarmView> turn(Now now) {
        for (Map.Entry<String, Condition> entry : conditions.entrySet()) {
            judge(entry.getKey(), entry.getValue(), now);
        }
        byKey.values().forEach(alarm -> unshelveInTime(alarm, now.wall()));
        suppress();
        byKey.values().forEach(alarm -> sound(alarm, now));
        annunciations.turn(now.wall());
        return changes(now.wall());
    }

    private void judge(String key, Condition condition, Now now) {
        condition.judgeChatter(now);
        Sign sign = condition.newest();
        if (sign != null && condition.rises(now) && !Causes.isOnItsWay(condition, sign, conditions.values())) {
            condition.set(true);
            rise(key, condition.definition(), sign, now);
        } else if (condition.falls(now)) {
            condition.set(false);
            Optional.ofNullable(byKey.get(key)).ifPresent(alarm -> fall(alarm, now));
        }
        Alarm alarm = byKey.get(key);
        if (alarm != null) {
            alarm.chattering = condition.chattering();
            alarm.outOfService = outOfService.contains(alarm.source);
        }
    }

    private void rise(String key, Definition definition, Sign sign, Now now) {
        Alarm present = byKey.get(key);
        if (present == null) {
            String id = "%s.%s.%s".formatted(definition.id(), sign.source(), Long.toString(now.wall(), 36) + Long
                    .toString(numbered++ % 36, 36));
            byKey.put(key, new Alarm(id, definition, sign, now));
            return;
        }
        present.active = true;
        present.clearedWall = null;
        present.count++;
        present.changedWall = now.wall();
    }

    private void fall(Alarm alarm, Now now) {
        alarm.active = false;
        alarm.clearedWall = now.wall();
        alarm.changedWall = now.wall();
        lastClearedWall = now.wall();
        Shelf shelf = alarm.shelf;
        if (shelf != null && shelf.oneShot()) {
            alarm.shelf = null;
        }
    }

    /// A wall clock that went back does not make a shelf longer.
    private static void unshelveInTime(Alarm alarm, long wall) {
        Shelf shelf = alarm.shelf;
        if (shelf != null && (wall >= shelf.untilWall() || wall < shelf.sinceWall())) {
            alarm.shelf = null;
            alarm.changedWall = wall;
        }
    }

    private void suppress() {
        for (Alarm alarm : byKey.values()) {
            alarm.root = alarm.active ? Causes.root(alarm, byKey.values()).map(cause -> cause.id).orElse(null) : null;
        }
    }

    private void sound(Alarm alarm, Now now) {
        if (alarm.sounds() && alarm.active && !alarm.annunciated) {
            alarm.firstOut = byKey.values().stream().noneMatch(other -> other != alarm && other.annunciated && other
                    .sounds());
            alarm.annunciated = true;
            alarm.changedWall = now.wall();
            annunciations.sounded(alarm.id, alarm.definition.priority(), now.wall());
            sounding.add(alarm.view(now.wall(), false));
        }
    }

    private List<AlarmView> changes(long wall) {
        List<AlarmView> changed = new ArrayList<>();
        byKey.values().removeIf(alarm -> {
            AlarmView view = alarm.view(wall, alarm.over());
            if (alarm.over()) {
                told.remove(alarm.id);
                changed.add(view);
            } else {
                AlarmView bare = view.withoutValue(); // a number that moves is no change of the alarm
                if (!Objects.equals(told.put(alarm.id, bare), bare)) {
                    changed.add(view);
                }
            }
            return alarm.over();
        });
        return changed;
    }

    /// Alarms that have sounded since the last call: what people are to be told.
    public List<AlarmView> takeSounding() {
        List<AlarmView> taken = List.copyOf(sounding);
        sounding.clear();
        return taken;
    }

    /// Says that somebody knows; of a root, that they know of its consequences too.
    public Answer acknowledge(String id, String by, Now now) {
        Alarm alarm = find(id);
        if (alarm == null) {
            return gone();
        }
        if (alarm.acknowledged) {
            return new Answer(200, "done", Optional.of(alarm.view(now.wall(), false)));
        }
        alarm.acknowledge(by, now.wall());
        byKey.values().stream().filter(other -> id.equals(other.root)).forEach(other -> other.acknowledge(by, now
                .wall()));
        return new Answer(200, "done", Optional.of(alarm).filter(kept -> !kept.over()).map(kept -> kept.view(now.wall(),
                false)));
    }

    /// Takes it off the list for a while.
    public Answer shelve(String id, String by, String reason, int minutes, boolean oneShot, Now now) {
        Alarm alarm = find(id);
        if (alarm == null) {
            return gone();
        }
        if (reason.isBlank()) {
            return new Answer(422, "reason-missing", Optional.empty());
        }
        if (minutes < 1 || minutes > LONGEST_SHELF_MIN) {
            return new Answer(422, "too-long", Optional.empty());
        }
        alarm.shelf = new Shelf(by, reason, now.wall(), now.wall() + minutes * 60_000L, oneShot);
        alarm.changedWall = now.wall();
        return new Answer(200, "done", Optional.of(alarm.view(now.wall(), false)));
    }

    /// Puts it back on the list.
    public Answer unshelve(String id, Now now) {
        Alarm alarm = find(id);
        if (alarm == null) {
            return gone();
        }
        if (alarm.shelf == null) {
            return new Answer(409, "not-possible", Optional.of(alarm.view(now.wall(), false)));
        }
        alarm.shelf = null;
        alarm.changedWall = now.wall();
        return new Answer(200, "done", Optional.of(alarm.view(now.wall(), false)));
    }

    private static Answer gone() {
        return new Answer(404, "not-found", Optional.empty());
    }

    private @Nullable Alarm find(String id) {
        return byKey.values().stream().filter(alarm -> alarm.id.equals(id)).findFirst().orElse(null);
    }

    /// Everything that is not normal.
    public AlarmBoard board(Now now) {
        List<AlarmView> views = byKey.values().stream().map(alarm -> alarm.view(now.wall(), false))
                .sorted(Display.ORDER)
                .toList();
        int standing = (int) views.stream().filter(AlarmView::standing).count();
        int chattering = (int) views.stream().filter(AlarmView::chattering).count();
        return new AlarmBoard(now.wall(), now.plant(), views, Display.counts(views),
                annunciations.rates(now.wall(), standing,
                        chattering),
                annunciations.flood(), lastClearedWall);
    }

    private static String key(String definition, String source) {
        return definition + "@" + source;
    }
}

package dev.ondol.controllers.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.operation.AlarmView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlarmListPropertyTest {
    private static final long START = 1_800_000_000_000L;

    /// Random signs, acts, restarts and clocks that jump: what has sounded is on the list until somebody has acknowledged it,
    /// whatever is shelved comes back, and nothing sounds twice without having been away.
    @Test
    void nothingThatSoundedVanishesUnacknowledgedAndEveryShelfEnds() {
        long seed = Long.getLong("ondol.seed", 186L);
        for (int life = 0; life < 200; life++) {
            oneLife(seed + life);
        }
    }

    private static void oneLife(long seed) {
        Random random = new Random(seed);
        List<Definition> all = List.copyOf(Definitions.shipped().all());
        AlarmList alarms = new AlarmList(Definitions.shipped());
        long wall = START;
        long plant = START;
        Set<String> owed = new HashSet<>();
        for (int step = 0; step < 400; step++) {
            wall += random.nextInt(40) == 0 ? -random.nextInt(7_200_000) : random.nextInt(90_000);
            plant += random.nextInt(60) == 0 ? -random.nextInt(7_200_000) : random.nextInt(400_000);
            Now now = new Now(plant, wall);
            for (int i = 0; i < 3; i++) {
                Definition definition = all.get(random.nextInt(all.size()));
                String hall = "hall-h" + (1 + random.nextInt(2));
                alarms.see(
                        Sign.of(definition.id(), hall, random.nextInt(4) == 0 ? "site" : hall, random.nextInt(3) > 0),
                        now);
            }
            List<AlarmView> listed = alarms.board(now).alarms();
            if (!listed.isEmpty()) {
                AlarmView chosen = listed.get(random.nextInt(listed.size()));
                switch (random.nextInt(6)) {
                    case 0 -> {
                        alarms.acknowledge(chosen.id(), "kim", now);
                        owed.remove(chosen.id());
                        listed.stream().filter(other -> chosen.id().equals(other.root())).map(AlarmView::id)
                                .forEach(owed::remove);
                    }
                    case 1 -> alarms.shelve(chosen.id(), "kim", "because", 1 + random.nextInt(30), random.nextBoolean(),
                            now);
                    case 2 -> alarms.unshelve(chosen.id(), now);
                    default -> {
                    }
                }
            }
            alarms.outOfService(random.nextInt(20) == 0 ? Set.of("hall-h1") : Set.of());
            alarms.turn(now);
            alarms.takeSounding().forEach(sounding -> assertThat(owed.add(sounding.id()))
                    .as("%s sounds once, seed %d", sounding.id(), seed).isTrue());
            Map<String, AlarmView> onTheList = new HashMap<>();
            alarms.board(now).alarms().forEach(alarm -> onTheList.put(alarm.id(), alarm));
            assertThat(onTheList.keySet()).as("step %d, seed %d", step, seed).containsAll(owed);
            for (AlarmView alarm : onTheList.values()) {
                if (alarm.shelved() != null) {
                    assertThat(now.wall()).as("%s, seed %d", alarm, seed).isBetween(alarm.shelved().sinceWall(), alarm
                            .shelved().untilWall());
                }
            }
            if (random.nextInt(50) == 0) {
                AlarmList next = new AlarmList(Definitions.shipped());
                next.recall(alarms.board(now).alarms(), List.of(), now);
                alarms = next;
            }
        }
    }
}

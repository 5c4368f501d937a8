package dev.ondol.dashboards;

import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.operation.ActReply;
import dev.ondol.facility.operation.AlarmBoard;
import dev.ondol.facility.operation.AlarmState;
import dev.ondol.facility.operation.AlarmView;
import dev.ondol.facility.operation.OperatorAct;
import dev.ondol.facility.operation.Priority;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A control that has two alarms and does what operators do to them.
final class FixtureAlarms {
    private final LiveSite live;
    private final List<AlarmView> alarms = new ArrayList<>();

    FixtureAlarms(LiveSite live) {
        this.live = live;
    }

    /// A rack that is too warm, and a source that has fallen silent.
    synchronized void raise() {
        alarms.add(alarm("inlet-high.h3.1", "inlet-high", "hall-h3", Priority.MEDIUM, AlarmState.UNACK_ACTIVE, null));
        alarms.add(alarm("source-silent.plant.1", "source-silent", "plant", Priority.LOW,
                AlarmState.UNACK_ACTIVE, null));
        publish();
    }

    /// A plant that refuses its commands, machine by machine.
    synchronized void flood(int machines) {
        for (int i = 0; i < machines; i++) {
            String node = "node-h1-%03d".formatted(i);
            alarms.add(alarm("not-read-back." + node, "not-read-back", node, Priority.MEDIUM, AlarmState.UNACK_ACTIVE,
                    null));
        }
        publish();
    }

    /// Takes an act as control would, and answers it.
    synchronized void act(byte[] payload) {
        try {
            OperatorAct act = JsonMessages.read(payload, OperatorAct.class);
            for (int i = 0; i < alarms.size(); i++) {
                AlarmView old = alarms.get(i);
                if (old.id().equals(act.target())) {
                    alarms.set(i, switch (act.action()) {
                        case "ack" -> alarm(old.id(), old.definition(), old.source(), old.priority(),
                                AlarmState.ACKED_ACTIVE, null);
                        case "shelve" -> alarm(old.id(), old.definition(), old.source(), old.priority(),
                                AlarmState.SHELVED, new AlarmView.Shelf(act.principal(), act.param("reason"), now(),
                                        now() + 3_600_000, false));
                        default -> alarm(old.id(), old.definition(), old.source(), old.priority(),
                                AlarmState.UNACK_ACTIVE, null);
                    });
                    answer(act, new String(JsonMessages.write(alarms.get(i)), StandardCharsets.UTF_8));
                }
            }
            if (alarms.stream().noneMatch(alarm -> alarm.id().equals(act.target()))) {
                live.accept(live.topics().actReply(act.id()), JsonMessages.write(ActReply.refused(act, 404, "not-found",
                        "There is no such thing.")), false);
                return;
            }
            publish();
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(OperatorAct act, String now) {
        live.accept(live.topics().actReply(act.id()), JsonMessages.write(new ActReply(act.id(), 200, "done", "", now)),
                false);
    }

    private void publish() {
        int shelved = (int) alarms.stream().filter(alarm -> alarm.state() == AlarmState.SHELVED).count();
        int open = (int) alarms.stream().filter(alarm -> alarm.state() == AlarmState.UNACK_ACTIVE).count();
        live.accept(live.topics().alarms(), JsonMessages.write(new AlarmBoard(now(), PlantScript.START, alarms,
                new AlarmBoard.Counts(open, alarms.size() - shelved, 0, 1, 1, shelved, 0, 0),
                new AlarmBoard.Rates(2, 0.4, 0, Map.of(Priority.MEDIUM, 1, Priority.LOW, 1), 0, 0, now() - 86_400_000),
                null, now() - 7_200_000)), true);
    }

    private static AlarmView alarm(String id, String definition, String source, Priority priority, AlarmState state,
            AlarmView.@Nullable Shelf shelf) {
        boolean warm = definition.equals("inlet-high");
        return new AlarmView(id, definition, source, source, priority, state, true, state == AlarmState.ACKED_ACTIVE,
                warm ? 27.8 : null, warm ? 27.0 : null, warm ? "Cel" : null, warm
                        ? Map.of("rack", "rack-h3-017")
                        : Map.of(),
                PlantScript.START, now(), null, now(), 1, null, true,
                true, false, false, null, null, shelf, null, null);
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}

package dev.ondol.controllers.watch;

import dev.ondol.controllers.alarm.AlarmList;
import dev.ondol.controllers.alarm.AlarmList.Answer;
import dev.ondol.controllers.alarm.Now;
import dev.ondol.facility.audit.AuditEntry;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.operation.ActReply;
import dev.ondol.facility.operation.AlarmView;
import dev.ondol.facility.operation.OperatorAct;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What operators do to alarms: carried out once for each id, each act one audit row. Owned by one thread.
final class AlarmActs {
    private static final int REMEMBERED = 1_000;
    private static final int LONGEST_TEXT = 500;

    private final AlarmList list;
    private final Consumer<AuditEntry> audit;
    private final Map<String, ActReply> answered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ActReply> eldest) {
            return size() > REMEMBERED;
        }
    };

    AlarmActs(AlarmList list, Consumer<AuditEntry> audit) {
        this.list = list;
        this.audit = audit;
    }

    ActReply carryOut(OperatorAct act, Now now) {
        ActReply before = answered.get(act.id());
        if (before != null) {
            return before;
        }
        ActReply reply = decide(act, now);
        answered.put(act.id(), reply);
        audit.accept(entry(act, reply.code(), now));
        return reply;
    }

    private ActReply decide(OperatorAct act, Now now) {
        if (act.param("reason").length() > LONGEST_TEXT || act.param("comment").length() > LONGEST_TEXT) {
            return ActReply.refused(act, 422, "too-long", "At most %d characters.".formatted(LONGEST_TEXT));
        }
        return switch (act.action()) {
            case "ack" -> reply(act, list.acknowledge(act.target(), act.principal(), now));
            case "shelve" -> minutes(act.param("minutes")).map(minutes -> reply(act, list.shelve(act.target(), act
                    .principal(), act.param("reason"), minutes, Boolean.parseBoolean(act.param("oneShot")), now)))
                    .orElseGet(() -> ActReply.refused(act, 422, "too-long", "minutes must be 1 to %d.".formatted(
                            AlarmList.LONGEST_SHELF_MIN)));
            case "unshelve" -> reply(act, list.unshelve(act.target(), now));
            default -> ActReply.refused(act, 404, "not-found", "There is no such act on an alarm.");
        };
    }

    private static Optional<Integer> minutes(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static ActReply reply(OperatorAct act, Answer answer) {
        String detail = switch (answer.code()) {
            case "reason-missing" -> "Shelving needs a reason.";
            case "too-long" -> "minutes must be 1 to %d.".formatted(AlarmList.LONGEST_SHELF_MIN);
            case "not-found" -> "There is no such alarm on the list.";
            case "not-possible" -> "The alarm is not shelved.";
            default -> "";
        };
        return new ActReply(act.id(), answer.status(), answer.code(), detail, answer.alarm().map(AlarmActs::json)
                .orElse(null));
    }

    private static String json(AlarmView alarm) {
        return new String(JsonMessages.write(alarm), StandardCharsets.UTF_8);
    }

    static AuditEntry entry(OperatorAct act, String outcome, Now now) {
        return new AuditEntry(AuditEntry.key("act", act.id()), now.wall(), now.plant(), act.kind(), act.principal(), act
                .action(), act.target(), outcome, new TreeMap<>(act.params()));
    }
}

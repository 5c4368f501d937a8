package dev.ondol.messaging;

import dev.ondol.messaging.MqttSession.Subscription;
import java.util.ArrayList;
import java.util.List;

/// What a session wants to hear, and the one filter under which the broker is asked for it.
///
/// MQTT promises order within a topic only, and Artemis keeps one queue for each filter: under two filters a clock tick
/// overtakes the frames that were published before it (seen: one in five), and where the receive maximum is used up a
/// filter can stay unserved. Under one filter everything of one publisher comes in its order. So several filters are asked
/// for as the narrowest `common/levels/#` above them, and what none of them wants is put aside here.
///
/// Mosquitto 2.0.11 keeps that order only while the receive maximum is not used up (seen with 20: nearly every run of
/// 2,000 messages is out of order, even within a topic; with 500 none of 40). Whoever needs more than the newest value
/// goes by sequence numbers, as ingest and the gateway do.
final class TopicFilters {
    private static final String SEPARATOR = "/";

    private final List<Subscription> wanted;
    private final List<Subscription> asked;

    TopicFilters(List<Subscription> wanted) {
        this.wanted = List.copyOf(wanted);
        this.asked = cover(this.wanted);
    }

    /// What the broker is asked for: one filter, or the wanted ones where they have no level in common.
    List<Subscription> asked() {
        return asked;
    }

    boolean wants(String topic) {
        return wanted.stream().anyMatch(subscription -> matches(subscription.filter(), topic));
    }

    private static List<Subscription> cover(List<Subscription> wanted) {
        if (wanted.size() < 2) {
            return wanted;
        }
        List<String> common = new ArrayList<>(levels(wanted.getFirst().filter()));
        for (Subscription subscription : wanted) {
            List<String> levels = levels(subscription.filter());
            int same = 0;
            while (same < common.size() && same < levels.size() && common.get(same).equals(levels.get(same))
                    && !isWildcard(levels.get(same))) {
                same++;
            }
            common.subList(same, common.size()).clear();
        }
        if (common.isEmpty() || common.getFirst().startsWith("$")) {
            return wanted;
        }
        int qos = wanted.stream().mapToInt(Subscription::qos).max().orElse(0);
        return List.of(new Subscription(String.join(SEPARATOR, common) + "/#", qos));
    }

    /// As MQTT 5 says in 4.7: `+` is one level, `#` the level above it and all below.
    static boolean matches(String filter, String topic) {
        List<String> pattern = levels(filter);
        List<String> levels = levels(topic);
        if (topic.startsWith("$") && isWildcard(pattern.getFirst())) {
            return false;
        }
        for (int i = 0; i < pattern.size(); i++) {
            if (pattern.get(i).equals("#")) {
                return true;
            }
            if (i >= levels.size() || !pattern.get(i).equals("+") && !pattern.get(i).equals(levels.get(i))) {
                return false;
            }
        }
        return pattern.size() == levels.size();
    }

    private static boolean isWildcard(String level) {
        return level.equals("+") || level.equals("#");
    }

    private static List<String> levels(String filter) {
        return List.of(filter.split(SEPARATOR, -1));
    }
}

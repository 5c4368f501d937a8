package dev.ondol.dashboards;

import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Lockouts;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorReply;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.point.PointId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A gateway and a control that do what operators do by hand, and tell it to everybody.
final class FixtureHands {
    private final LiveSite live;
    private final List<Overrides.Entry> overrides = new ArrayList<>();
    private final List<Lockouts.Entry> lockouts = new ArrayList<>();

    FixtureHands(LiveSite live) {
        this.live = live;
    }

    synchronized void carry(Intervention asked) {
        switch (asked.action()) {
            case OVERRIDE -> {
                PointId point = PointId.of(asked.target());
                overrides.removeIf(entry -> entry.point().equals(point));
                Long seconds = asked.seconds();
                overrides.add(new Overrides.Entry(asked.id(), point, Objects.requireNonNull(asked.value()), asked
                        .principal(), asked.reason(), asked.wall(),
                        seconds == null
                                ? null
                                : asked.wall() + seconds
                                        * 1_000));
            }
            case RELEASE -> overrides.removeIf(entry -> entry.point().equals(PointId.of(asked.target())));
            case LOCK_OUT -> lockouts.add(new Lockouts.Entry(asked.id(), asked.target(), asked.principal(), asked
                    .reason(), asked.wall()));
            case RETURN -> lockouts.removeIf(entry -> entry.unit().equals(asked.target()));
        }
        live.accept(live.topics().overrides(), JsonMessages.write(new Overrides(overrides)), true);
        live.accept(live.topics().lockouts(), JsonMessages.write(new Lockouts(lockouts)), true);
        live.accept(live.topics().reply(asked.id()), JsonMessages.write(new OperatorReply(asked.id(), true, Mode.AUTO,
                "done")), false);
    }

    synchronized List<Overrides.Entry> overrides() {
        return List.copyOf(overrides);
    }
}

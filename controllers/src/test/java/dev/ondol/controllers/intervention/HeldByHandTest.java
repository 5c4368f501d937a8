package dev.ondol.controllers.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Intervention;
import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.point.PointId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeldByHandTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final PointId AIR = PointId.of("hall-h1/supply-air-temperature-setpoint");
    private static final PointId WATER = PointId.of("chilled-water/supply-water-temperature-setpoint");

    private final HeldByHand held = new HeldByHand();

    private static Overrides.Entry entry(String id, PointId point, @Nullable Long until) {
        return new Overrides.Entry(id, point, 22, "kim", "", NOW, until);
    }

    private static Intervention asks(Intervention.Action action, PointId point) {
        return new Intervention("r-1", action, point.toString(), null, null, "lee", NOW, "");
    }

    private List<Overrides.Entry> told(long wall, Overrides.Entry... entries) {
        return held.told(new Overrides(List.of(entries)), wall);
    }

    @Test
    void whatNobodyIsKnownToHaveReleasedIsNamedOnce() {
        Overrides.Entry air = entry("a", AIR, null);
        Overrides.Entry water = entry("w", WATER, null);
        assertThat(told(NOW, air, water)).isEmpty();
        assertThat(told(NOW, water)).containsExactly(air);
        assertThat(told(NOW, water)).isEmpty();
    }

    @Test
    void aReleaseThatWasHeardEndsByItselfOrWasReplacedIsNoRiddle() {
        told(NOW, entry("a", AIR, NOW + 1_000), entry("w", WATER, null));
        held.asked(asks(Intervention.Action.RELEASE, WATER));
        assertThat(told(NOW, entry("a", AIR, NOW + 1_000))).isEmpty();
        assertThat(told(NOW + 1_000)).isEmpty();
        told(NOW, entry("a2", AIR, null));
        assertThat(told(NOW, entry("a3", AIR, null))).isEmpty();
    }

    @Test
    void aReleaseThatTheGatewayRefusedExplainsNothing() {
        Overrides.Entry air = entry("a", AIR, null);
        told(NOW, air);
        held.asked(asks(Intervention.Action.RELEASE, AIR));
        held.refused(asks(Intervention.Action.RELEASE, AIR));
        assertThat(told(NOW)).containsExactly(air);
    }

    @Test
    void whatWasWrittenDownIsComparedWithWhatIsHeldWhicheverIsKnownFirst() {
        Overrides.Entry air = entry("a", AIR, null);
        assertThat(held.remembered(List.of(air), NOW)).isEmpty();
        assertThat(told(NOW)).containsExactly(air);
        HeldByHand other = new HeldByHand();
        other.told(Overrides.NONE, NOW);
        assertThat(other.remembered(List.of(air), NOW)).containsExactly(air);
        assertThat(other.remembered(List.of(entry("b", AIR, NOW - 1)), NOW)).isEmpty();
    }
}

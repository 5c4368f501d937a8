package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.Overrides;
import dev.ondol.facility.point.PointId;
import dev.ondol.historian.control.InterventionStore;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InterventionStoreIT {
    private static final long NOW = 1_800_000_000_123L;

    private final InterventionStore store = TestDatabase.POSTGRESQL.shared().interventions("hands-" + UUID
            .randomUUID());

    @Test
    void whatOperatorsHoldComesBackAsItWasKeptLast() {
        Overrides.Entry air = new Overrides.Entry("q-1", PointId.of("hall-h1/supply-air-temperature-setpoint"), 21.5,
                "kim", "door open", NOW, null);
        Overrides.Entry water = new Overrides.Entry("q-2", PointId.of(
                "chilled-water/supply-water-temperature-setpoint"), 16, "lee", "", NOW + 1, NOW + 3_600_000);
        assertThat(store.overrides()).isEmpty();
        store.overridden(new Overrides(List.of(water, air)));
        assertThat(store.overrides()).containsExactly(air, water);
        store.overridden(new Overrides(List.of(water)));
        assertThat(store.overrides()).containsExactly(water);
    }
}

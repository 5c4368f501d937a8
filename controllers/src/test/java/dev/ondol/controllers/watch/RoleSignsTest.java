package dev.ondol.controllers.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.alarm.Definition;
import dev.ondol.controllers.alarm.Definitions;
import dev.ondol.controllers.alarm.Sign;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Mode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoleSignsTest {
    private static final long WALL = 1_700_000_000_000L;

    private final RoleSigns signs = new RoleSigns();

    private void ingest(long wall, @Nullable Map<String, Boolean> shards) {
        signs.heartbeat(new Heartbeat("ingest", Mode.AUTO, 0, wall, 0, null, shards), wall);
    }

    private List<Sign> seen(String alarm, long wall) {
        return signs.look(true, wall).stream().filter(sign -> sign.definition().equals(alarm)).toList();
    }

    @Test
    void aShardWhoseProcessDoesNotStoreIsASignAndOneThatDoesAgainIsNone() {
        ingest(WALL, Map.of("a", true, "b", false));
        assertThat(seen("ingest-shard-lost", WALL)).extracting(sign -> sign.source() + " " + sign.present())
                .containsExactly("a false", "b true");
        ingest(WALL + 1_000, Map.of("a", true, "b", true));
        assertThat(seen("ingest-shard-lost", WALL + 1_000)).noneMatch(Sign::present).hasSize(2);
    }

    @Test
    void aShardThatIsNamedNoMoreIsNotMissed() {
        ingest(WALL, Map.of("b", false));
        ingest(WALL + 1_000, null);
        assertThat(seen("ingest-shard-lost", WALL + 1_000)).singleElement().matches(sign -> !sign.present());
    }

    @Test
    void whileTheProcessThatStandsInIsSilentNothingIsKnownOfTheShards() {
        signs.look(true, WALL);
        ingest(WALL, Map.of("b", false));
        assertThat(seen("ingest-shard-lost", WALL + 6_000)).isEmpty();
        assertThat(seen("ingest-lost", WALL + 6_000)).singleElement().matches(Sign::present);
    }

    @Test
    void theAlarmOfAShardSaysWhyWhatFollowsAndWhatToDoAndIsSilentWhereAllOfIngestIsAway() {
        Definition alarm = Definitions.shipped().of("ingest-shard-lost");
        assertThat(alarm.causedBy()).contains("broker-away", "ingest-lost", "historian-away");
        assertThat(alarm.words()).allSatisfy((language, words) -> {
            assertThat(words.consequence()).isNotBlank();
            assertThat(words.action()).as("an operator can do something").contains("--shard");
        });
    }
}

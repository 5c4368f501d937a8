package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.historian.fleet.FleetDecision;
import dev.ondol.historian.fleet.FleetStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class FleetStoreIT {
    private final FleetStore store = TestDatabase.POSTGRESQL.shared().fleet();
    private final String job = "job-" + UUID.randomUUID();
    private final String key = "key-" + UUID.randomUUID();

    private FleetDecision wanted(String site, Optional<String> clientKey) {
        return new FleetDecision(UUID.randomUUID(), job, clientKey, "{}", site, "[]", Optional.empty(), false);
    }

    @Test
    void aJobBelongsToTheSiteThatWasWrittenDownFirst() {
        FleetDecision first = wanted("east", Optional.of(key));
        assertThat(store.claim(first)).isEqualTo(first);
        assertThat(store.claim(wanted("west", Optional.of(key)))).isEqualTo(first);
        assertThat(store.claim(wanted("west", Optional.empty()))).isEqualTo(first);
        assertThat(store.claim(wanted("west", Optional.of(key + "2")))).isEqualTo(first);
        assertThat(store.ofKey(key)).contains(first);
        assertThat(store.ofJob(job)).contains(first);
    }

    @Test
    void anEndedJobMayBeGivenAwayAnewButItsKeyKeepsItsAnswer() {
        FleetDecision first = wanted("east", Optional.of(key));
        store.claim(first);
        String placement = "placement-" + UUID.randomUUID();
        store.placed(first.id(), placement);
        assertThat(store.ofPlacement("east", placement)).map(FleetDecision::id).contains(first.id());
        assertThat(store.ofPlacement("west", placement)).isEmpty();
        store.ended(first.id());
        assertThat(store.ofJob(job)).isEmpty();
        FleetDecision second = wanted("west", Optional.empty());
        assertThat(store.claim(second)).isEqualTo(second);
        assertThat(store.claim(wanted("west", Optional.of(key)))).satisfies(kept -> {
            assertThat(kept.id()).isEqualTo(first.id());
            assertThat(kept.ended()).isTrue();
            assertThat(kept.placementId()).contains(placement);
        });
    }

    @Test
    void whatWasWithdrawnIsAsIfItHadNeverBeen() {
        FleetDecision first = wanted("east", Optional.of(key));
        store.claim(first);
        store.withdraw(first.id());
        FleetDecision second = wanted("west", Optional.of(key));
        assertThat(store.claim(second)).isEqualTo(second);
    }

    @Test
    void whatIsOpenIsNotForgotten() {
        FleetDecision first = wanted("east", Optional.of(key));
        store.claim(first);
        assertThat(store.forget()).isZero();
        assertThat(store.ofKey(key)).contains(first);
    }

    @Test
    void ofManyWhoDecideAtTheSameTimeAllAreToldTheSameSite() throws Exception {
        Set<FleetDecision> told = ConcurrentHashMap.newKeySet();
        List<Callable<Boolean>> claims = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            FleetDecision mine = wanted("site-" + i, i % 2 == 0 ? Optional.of(key) : Optional.empty());
            claims.add(() -> told.add(store.claim(mine)));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var claim : threads.invokeAll(claims)) {
                claim.get();
            }
        }
        assertThat(told).hasSize(1);
        assertThat(store.ofJob(job)).contains(told.iterator().next());
    }
}

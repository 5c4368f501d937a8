package dev.ondol.historian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.historian.control.LeaseStore;
import dev.ondol.historian.control.LeaseStore.Holder;
import dev.ondol.historian.control.LeaseStore.Leased;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The lease on a site, on each database that Ondol runs on. Each test has a site of its own.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LeaseIT {
    private static final AtomicInteger SITES = new AtomicInteger();
    private static final Duration LONG = Duration.ofHours(1);

    private final String site = "lease-" + SITES.incrementAndGet();
    private final Historian historian;
    private final LeaseStore store;

    LeaseIT(TestDatabase kind) {
        historian = kind.shared();
        store = historian.lease(Leased.CONTROL, site);
    }

    @Test
    void onlyOneHasItAndItsEpochsOnlyGrowAndAreAboveWhatThePlantHasSeen() {
        assertThat(store.take("a", 0, LONG)).hasValue(1);
        assertThat(store.take("b", 50, LONG)).isEmpty();
        assertThat(store.holder()).isEqualTo(new Holder("a", 1));
        assertThat(store.take("a", 7, LONG)).as("whoever does not know that it has it").hasValue(8);
        assertThat(store.renew(new Holder("a", 1), LONG)).isFalse();
        assertThat(store.renew(new Holder("a", 8), LONG)).isTrue();
        store.release(new Holder("a", 8));
        assertThat(store.take("b", 3, LONG)).hasValue(9);
        assertThat(store.renew(new Holder("a", 8), LONG)).isFalse();
        store.release(new Holder("a", 8));
        assertThat(store.take("c", 0, LONG)).as("a former holder cannot give away what is another one's").isEmpty();
    }

    @Test
    void whoeverIsLateKeepsItWhereNobodyElseHasTakenIt() {
        long epoch = store.take("a", 0, LONG).orElseThrow();
        end("now() - interval '1 hour'");
        assertThat(store.renew(new Holder("a", epoch), LONG)).isTrue();
        assertThat(store.take("b", 0, LONG)).isEmpty();
        end("now() - interval '1 second'");
        assertThat(store.take("b", 0, LONG)).hasValue(epoch + 1);
        assertThat(store.renew(new Holder("a", epoch), LONG)).isFalse();
    }

    @Test
    void aClockThatWasPutBackDoesNotLockTheSite() {
        store.take("a", 0, LONG);
        end("now() + interval '1 year'");
        assertThat(store.take("b", 0, LONG)).hasValue(2);
    }

    @Test
    void ofManyThatAskAtOnceOneGetsIt() throws Exception {
        List<Long> granted = new ArrayList<>();
        try (ExecutorService controls = Executors.newFixedThreadPool(4)) {
            List<Future<OptionalLong>> asked = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String owner = "control-" + i;
                asked.add(controls.submit(() -> store.take(owner, 5, LONG)));
            }
            for (Future<OptionalLong> answer : asked) {
                answer.get().ifPresent(granted::add);
            }
        }
        assertThat(granted).containsExactly(6L);
    }

    @Test
    void planningASiteIsALeaseOfItsOwn() {
        LeaseStore planning = historian.lease(Leased.OPTIMIZER, site);
        assertThat(store.take("a", 0, LONG)).hasValue(1);
        assertThat(planning.take("b", 0, LONG)).hasValue(1);
        assertThat(planning.take("c", 0, LONG)).isEmpty();
        assertThat(planning.renew(new Holder("b", 1), LONG)).isTrue();
        planning.release(new Holder("b", 1));
        assertThat(planning.take("c", 0, LONG)).hasValue(2);
        assertThat(store.holder()).isEqualTo(new Holder("a", 1));
    }

    private void end(String when) {
        historian.database().transaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("UPDATE control_lease SET expires = %s WHERE site = '%s'".formatted(when,
                        site));
            }
        });
    }
}

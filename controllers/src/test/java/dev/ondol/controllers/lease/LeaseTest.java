package dev.ondol.controllers.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.MemoryLease;
import dev.ondol.controllers.lease.Lease.Errand;
import dev.ondol.controllers.lease.Lease.Standing;
import dev.ondol.controllers.lease.LeaseRecords.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private final Lease lease = new Lease("kr-edge", "a", LeaseTerms.USUAL, 1_000);

    @Test
    void itIsAskedForOnceAndAboveWhatThePlantRemembers() {
        assertThat(lease.errand(0, false)).isEmpty();
        lease.seen(41, true);
        assertThat(lease.errand(10, true)).contains(new Errand.Take(41));
        assertThat(lease.errand(20, true)).isEmpty();
        lease.answered(new Answer.Granted(42), 10, 30);
        assertThat(lease.epoch()).isEqualTo(42);
        assertThat(lease.standing(30)).isEqualTo(Standing.LEADING);
    }

    @Test
    void aPlantWithoutAMemoryIsWaitedForOnlyAMoment() {
        assertThat(lease.errand(0, true)).isEmpty();
        assertThat(lease.errand(999, true)).isEmpty();
        assertThat(lease.errand(1_000, true)).contains(new Errand.Take(0));
    }

    @Test
    void anEpochThatIsTooLowIsAskedForAgain() {
        lease.seen(5, true);
        lease.errand(0, true);
        lease.seen(9, true);
        lease.answered(new Answer.Granted(6), 0, 1);
        assertThat(lease.sequence()).isEmpty();
        assertThat(lease.errand(1_000, true)).contains(new Errand.Take(9));
    }

    @Test
    void aMemoryThatComesLateOnlyLeadsToAnotherEpoch() {
        lease.errand(0, true);
        lease.errand(1_000, true);
        lease.answered(new Answer.Granted(1), 1_000, 1_001);
        lease.seen(7, true);
        assertThat(lease.sequence()).isEmpty();
        assertThat(lease.errand(1_002, true)).contains(new Errand.Take(7));
    }

    @Test
    void itsHolderStopsBeforeItEndsCountedFromTheQuestion() {
        granted(1, 100, 3_000);
        assertThat(lease.standing(4_599)).isEqualTo(Standing.LEADING);
        assertThat(lease.standing(4_600)).isEqualTo(Standing.LATE);
        lease.alive(4_600);
        assertThat(lease.errand(4_600, false)).as("the broker is not needed for it").contains(new Errand.Renew(1));
        lease.answered(new Answer.Renewed(), 4_600, 9_900);
        assertThat(lease.standing(9_900)).as("an answer that took too long").isEqualTo(Standing.LATE);
    }

    @Test
    void whoeverHearsOfAHigherEpochAsksBeforeItGoesOn() {
        granted(1, 0, 0);
        lease.seen(2, false);
        assertThat(lease.standing(1)).isEqualTo(Standing.LATE);
        lease.errand(1, true);
        lease.answered(new Answer.Held("b"), 1, 2);
        assertThat(lease.standing(2)).isEqualTo(Standing.STANDBY);
        assertThat(lease.holder()).isEqualTo("b");
    }

    @Test
    void anAnswerThatIsOlderThanTheNewsIsNoProofOfAStranger() {
        granted(1, 0, 0);
        lease.errand(1_500, true);
        lease.seen(2, false);
        lease.answered(new Answer.Renewed(), 1_500, 9_000);
        assertThat(lease.standing(9_000)).isEqualTo(Standing.LATE);
        lease.alive(9_250);
        lease.errand(9_250, true);
        lease.answered(new Answer.Renewed(), 9_250, 9_251);
        assertThat(lease.standing(9_251)).isEqualTo(Standing.OUTBID);
    }

    @Test
    void aControlThatHangsLetsItsLeaseEnd() {
        granted(1, 0, 0);
        assertThat(lease.errand(3_001, true)).isEmpty();
        lease.alive(3_002);
        assertThat(lease.errand(3_003, true)).contains(new Errand.Renew(1));
    }

    private void granted(long epoch, long asked, long now) {
        lease.alive(asked);
        lease.seen(0, true);
        lease.errand(asked, true);
        lease.answered(new Answer.Granted(epoch), asked, now);
    }

    /// One process with its own, shifted clock; its questions and the answers take time, and it stands still now and then.
    private static final class Life {
        final Lease lease;
        final long shiftMs;
        long pausedUntil;
        long questionArrives = -1;
        long answerArrives = -1;
        long asked;
        Errand question = new Errand.Take(0);
        Answer answer = new Answer.Renewed();

        Life(String name, long shiftMs) {
            lease = new Lease("kr-edge", name, LeaseTerms.USUAL, 0);
            this.shiftMs = shiftMs;
        }
    }

    /// P8: whatever is slow, paused or lost, at no instant do two take themselves for the leader.
    @Test
    void thereIsNeverMoreThanOneLeader() {
        long seed = Long.getLong("ondol.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long[] now = {0};
        MemoryLease database = new MemoryLease(() -> now[0]);
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            lives.add(new Life("control-" + i, random.nextInt(1_000_000)));
        }
        long epoch = 0;
        int takeovers = 0;
        String last = "";
        for (; now[0] < 3_600_000; now[0] += 50) {
            for (Life life : lives) {
                step(life, database, now[0], random);
            }
            List<Life> leading = lives.stream()
                    .filter(life -> life.lease.standing(now[0] + life.shiftMs) == Standing.LEADING).toList();
            assertThat(leading).as("at %d", now[0]).hasSizeLessThanOrEqualTo(1);
            if (!leading.isEmpty() && !leading.getFirst().lease.owner().equals(last)) {
                takeovers++;
                last = leading.getFirst().lease.owner();
                assertThat(leading.getFirst().lease.epoch()).isGreaterThan(epoch);
                epoch = leading.getFirst().lease.epoch();
            }
        }
        assertThat(takeovers).as("the test has tried something").isGreaterThan(20);
    }

    private static void step(Life life, MemoryLease database, long now, Random random) {
        if (life.questionArrives >= 0 && now >= life.questionArrives) { // the network goes on while the process is paused
            life.questionArrives = -1;
            life.answer = switch (life.question) {
                case Errand.Take(long above) -> database.take(life.lease.owner(), above, LeaseTerms.USUAL.length());
                case Errand.Renew(long epoch) -> database.renew(life.lease.owner(), epoch, LeaseTerms.USUAL.length());
            };
            life.answerArrives = now + random.nextInt(random.nextInt(20) == 0 ? 9_000 : 200);
        }
        if (now < life.pausedUntil) {
            return;
        }
        if (random.nextInt(1_000) == 0) {
            life.pausedUntil = now + random.nextInt(15_000);
            return;
        }
        long own = now + life.shiftMs;
        if (life.answerArrives >= 0 && now >= life.answerArrives) {
            life.answerArrives = -1;
            if (random.nextInt(10) == 0) {
                life.lease.unanswered(own);
            } else {
                life.lease.answered(life.answer, life.asked, own);
            }
        }
        life.lease.seen(0, true);
        life.lease.alive(own);
        life.lease.errand(own, true).ifPresent(errand -> {
            life.question = errand;
            life.asked = own;
            life.questionArrives = now + random.nextInt(random.nextInt(20) == 0 ? 9_000 : 200);
        });
    }

    @Test
    void timePassesByWhicheverClockSaysMore() {
        long[] wall = {1_000_000};
        long[] steady = {5_000};
        LeaseClock clock = new LeaseClock(() -> Instant.ofEpochMilli(wall[0]), () -> steady[0] * 1_000_000);
        steady[0] += 100;
        assertThat(clock.getAsLong()).isEqualTo(100);
        wall[0] += 7_000; // the machine was suspended
        steady[0] += 10;
        assertThat(clock.getAsLong()).isEqualTo(7_100);
        wall[0] -= 3_600_000;
        steady[0] += 10;
        assertThat(clock.getAsLong()).isEqualTo(7_110);
    }
}

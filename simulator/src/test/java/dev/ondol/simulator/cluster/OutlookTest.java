package dev.ondol.simulator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OutlookTest {
    @Test
    void nodesComeFreeAsWhatRunsOnThemEnds() {
        Outlook outlook = outlook(100, 2, new long[]{-1, 150, 150, 200, Outlook.NEVER}, 1);
        assertThat(outlook.earliest(2, 1_000)).isEqualTo(100);
        assertThat(outlook.earliest(3, 1_000)).isEqualTo(150);
        assertThat(outlook.earliest(5, 1_000)).isEqualTo(200);
        assertThat(outlook.earliest(6, 1_000)).isGreaterThanOrEqualTo(Outlook.NEVER);
        assertThat(outlook.earliest(7, 1_000)).isGreaterThanOrEqualTo(Outlook.NEVER);
    }

    @Test
    void aPromiseLeavesRoomBeforeItAndAfterIt() {
        Outlook outlook = outlook(0, 2, new long[]{100, 100}, 0);
        outlook.take(4, 100, 400);
        assertThat(outlook.earliest(2, 100)).as("ends as the promise begins").isZero();
        assertThat(outlook.earliest(1, 101)).isEqualTo(400);
        outlook.take(2, 0, 100);
        assertThat(outlook.earliest(1, 10)).isEqualTo(400);
    }

    @Test
    void agreesWithALookAtEveryInstant() {
        long seed = Long.getLong("ondol.seed", 3);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            int horizon = 60;
            int[] free = new int[horizon * 3];
            int freeNow = random.nextInt(4);
            long[] releases = random.longs(random.nextInt(12), 0, horizon).sorted().toArray();
            for (int t = 0; t < free.length; t++) {
                int at = t;
                free[t] = freeNow + (int) Arrays.stream(releases).filter(release -> release <= at).count();
            }
            Outlook outlook = outlook(0, freeNow, releases, 0);
            for (int job = 0; job < 15; job++) {
                int nodes = 1 + random.nextInt(Math.max(1, freeNow + releases.length));
                int duration = 1 + random.nextInt(20);
                int expected = firstFit(free, nodes, duration);
                long earliest = outlook.earliest(nodes, duration);
                if (expected < 0) {
                    assertThat(earliest).as("seed %d, round %d", seed, round)
                            .satisfiesAnyOf(at -> assertThat(at).isGreaterThanOrEqualTo(Outlook.NEVER),
                                    at -> assertThat(at).isGreaterThan(free.length - duration));
                    continue;
                }
                assertThat(earliest).as("seed %d, round %d", seed, round).isEqualTo(expected);
                outlook.take(nodes, expected, expected + duration);
                for (int t = expected; t < expected + duration; t++) {
                    free[t] -= nodes;
                }
            }
        }
    }

    private static int firstFit(int[] free, int nodes, int duration) {
        for (int from = 0; from + duration <= free.length; from++) {
            boolean fits = true;
            for (int t = from; t < from + duration; t++) {
                fits &= free[t] >= nodes;
            }
            if (fits) {
                return from;
            }
        }
        return -1;
    }

    private static Outlook outlook(long now, int freeNow, long[] releases, int first) {
        Outlook outlook = new Outlook(releases.length);
        outlook.begin(now, freeNow, releases, first);
        return outlook;
    }
}

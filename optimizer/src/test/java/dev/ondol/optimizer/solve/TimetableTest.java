package dev.ondol.optimizer.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.optimizer.move.Insertion;
import dev.ondol.optimizer.move.Spot;
import dev.ondol.optimizer.move.Timetable;
import dev.ondol.optimizer.problem.Gang;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.Slots;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The timetable of the compound moves against the score, which is written independently of it.
class TimetableTest {
    private static Spot spot(QueuedJob job, Random random) {
        Gang gang = job.getGang();
        return new Spot(Math.min(gang.earliestSlot(), Slots.COUNT - 1) + random.nextInt(Math.max(1, Slots.COUNT - gang
                .earliestSlot())), gang.anchors().get(random.nextInt(gang.anchors().size())), gang.profiles().get(
                        random.nextInt(gang.profiles().size())));
    }

    private static void move(QueuedJob job, Spot spot) {
        job.setSlot(spot.slot());
        job.setAnchor(spot.anchor());
        job.setProfile(spot.profile());
    }

    @Test
    void aSpotFitsExactlyWhereTheScoreSeesNoHardRuleBroken() {
        int fitting = 0;
        int refused = 0;
        for (int number = 0; number < GoldenGenerator.COUNT; number++) {
            Random random = new Random(number);
            HorizonPlan plan = new GoldenGenerator(number).draw().build();
            plan.getJobs().forEach(job -> job.setSlot(null));
            Timetable timetable = new Timetable(plan.getHorizon());
            for (int i = 0; i < 300; i++) {
                QueuedJob job = plan.getJobs().get(random.nextInt(plan.getJobs().size()));
                Spot before = Spot.of(job);
                if (before != null) {
                    timetable.remove(job.getGang(), before);
                    job.setSlot(null);
                }
                Spot spot = spot(job, random);
                boolean fits = timetable.fits(job.getGang(), spot);
                move(job, spot);
                assertThat(GoldenCase.score(plan).hardScore() == 0)
                        .as("problem %d, %s at %s", number, job.getId(), spot)
                        .isEqualTo(fits);
                if (fits) {
                    timetable.add(job.getGang(), spot);
                    fitting++;
                } else {
                    job.setSlot(null);
                    refused++;
                }
            }
        }
        assertThat(fitting).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(1_000);
    }

    /// On a site with hundreds of nodes another way finds the anchors than on a small one.
    @Test
    void whatIsInsertedOnALargeSiteBreaksNoHardRuleAndStartsAtTheSoonest() {
        Scenes scenes = new Scenes("kr-hn1");
        Random random = new Random(3);
        scenes.fill(0.6, random);
        HorizonPlan plan = Queues.waiting(scenes, 40, random);
        long before = GoldenCase.score(plan).hardScore();
        plan.getJobs().forEach(job -> job.setSlot(null));
        Timetable timetable = new Timetable(plan.getHorizon());
        Insertion insertion = new Insertion(plan.getHorizon());
        int placed = 0;
        for (QueuedJob job : plan.getJobs()) {
            Gang gang = job.getGang();
            Spot spot = insertion.soonest(timetable, gang, gang.profiles(), 0, random.nextDouble(), false);
            for (int slot = gang.earliestSlot(); slot < (spot == null ? Slots.COUNT : spot.slot()); slot++) {
                for (int anchor : gang.anchors()) {
                    boolean fits = gang.request().gang().replicas() == 1 && timetable.fits(gang, new Spot(slot, anchor,
                            gang.profiles().getFirst()));
                    assertThat(fits).as("%s at %d from %d", job.getId(), slot, anchor).isFalse();
                }
            }
            if (spot != null) {
                timetable.add(gang, spot);
                move(job, spot);
                placed++;
            }
        }
        assertThat(placed).isGreaterThan(20);
        assertThat(GoldenCase.score(plan).hardScore()).isEqualTo(before).isZero();
    }
}

package dev.ondol.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.ClockTick;
import dev.ondol.optimizer.Agenda.Task;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private static final long CYCLE = 1_700_000_100_000L; // begins a cycle of five minutes

    private final Agenda agenda = new Agenda();

    private static ClockTick at(long seconds) {
        return new ClockTick(CYCLE + 1_000 * seconds, 0, 60, "run", true);
    }

    @Test
    void aCycleIsPlannedOnceAndEachMinuteInItGetsItsOrders() throws InterruptedException {
        agenda.tick(at(0));
        assertThat(agenda.take()).isEqualTo(new Task(at(0), true, false));
        agenda.tick(at(15));
        agenda.tick(at(60));
        assertThat(agenda.take()).isEqualTo(new Task(at(60), false, false));
        agenda.tick(at(300));
        assertThat(agenda.take()).isEqualTo(new Task(at(300), true, false));
    }

    @Test
    void ofWhatHasPiledUpTheNewestPlanComesAndNoOrdersFromBefore() throws InterruptedException {
        agenda.tick(at(0));
        agenda.tick(at(60));
        agenda.tick(at(300));
        assertThat(agenda.take()).isEqualTo(new Task(at(300), true, false));
        agenda.tick(at(360));
        assertThat(agenda.take()).isEqualTo(new Task(at(360), false, false));
    }

    @Test
    void aCycleThatCouldNotBePlannedIsDueAgainWithTheNextTickUnlessALaterOneIs() throws InterruptedException {
        agenda.tick(at(0));
        Task first = agenda.take();
        agenda.again(first.tick());
        agenda.tick(at(15));
        assertThat(agenda.take()).isEqualTo(new Task(at(15), true, false));
        agenda.tick(at(300));
        agenda.again(first.tick());
        assertThat(agenda.take()).isEqualTo(new Task(at(300), true, false));
        agenda.tick(at(315));
        agenda.tick(at(360));
        assertThat(agenda.take()).as("orders, and no plan once more").isEqualTo(new Task(at(360), false, false));
    }

    @Test
    void afterANewLifeOfTheClockTheNextPlanBeginsAnew() throws InterruptedException {
        agenda.tick(at(0));
        agenda.take();
        agenda.forget();
        agenda.tick(at(0));
        assertThat(agenda.take()).isEqualTo(new Task(at(0), true, true));
        agenda.tick(at(300));
        assertThat(agenda.take()).isEqualTo(new Task(at(300), true, false));
    }
}

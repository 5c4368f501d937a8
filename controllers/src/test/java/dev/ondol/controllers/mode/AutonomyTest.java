package dev.ondol.controllers.mode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.mode.Autonomy.Decision;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorRequest.Action;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AutonomyTest {
    @Test
    void autoNeedsAnEpochAndAClock() {
        Autonomy autonomy = new Autonomy(Mode.AUTO);
        assertThat(autonomy.mode()).isEqualTo(Mode.FALLBACK);
        autonomy.goes(Cause.NO_EPOCH);
        assertThat(autonomy.mode()).isEqualTo(Mode.FALLBACK);
        autonomy.clockSeen(true);
        assertThat(autonomy.mode()).isEqualTo(Mode.AUTO);
    }

    @Test
    void autoIsRefusedWhereThePlantIsNotSimulated() {
        Autonomy autonomy = ready(Mode.SHADOW, false);
        assertThat(autonomy.decide(Action.CHOOSE_AUTO)).isEqualTo(new Decision(false, "not-simulated"));
        assertThat(autonomy.mode()).isEqualTo(Mode.SHADOW);
        assertThat(new Autonomy(Mode.SHADOW).decide(Action.CHOOSE_AUTO)).isEqualTo(new Decision(false, "no-clock"));
        assertThat(ready(Mode.AUTO, false).mode()).isEqualTo(Mode.SHADOW);
    }

    @Test
    void silenceOfThePlannerEndsByItselfButAnOperatorsExitDoesNot() {
        Autonomy autonomy = ready(Mode.AUTO, true);
        autonomy.arises(Cause.PLAN_SILENT);
        assertThat(autonomy.mode()).isEqualTo(Mode.FALLBACK);
        autonomy.goes(Cause.PLAN_SILENT);
        assertThat(autonomy.mode()).isEqualTo(Mode.AUTO);
        assertThat(autonomy.decide(Action.EXIT_AUTO)).isEqualTo(new Decision(true, "done"));
        autonomy.arises(Cause.PLAN_SILENT);
        autonomy.goes(Cause.PLAN_SILENT);
        assertThat(autonomy.mode()).isEqualTo(Mode.FALLBACK);
        assertThat(autonomy.decide(Action.CHOOSE_AUTO)).isEqualTo(new Decision(true, "done"));
        assertThat(autonomy.mode()).isEqualTo(Mode.AUTO);
    }

    @Test
    void autoThatHasToWaitSaysForWhat() {
        Autonomy autonomy = ready(Mode.SHADOW, true);
        autonomy.arises(Cause.PLAN_SILENT);
        assertThat(autonomy.decide(Action.CHOOSE_AUTO)).isEqualTo(new Decision(true, "plan-silent"));
        assertThat(autonomy.mode()).isEqualTo(Mode.FALLBACK);
    }

    @Test
    void aStoredExitOutlivesARestart() {
        Autonomy autonomy = ready(Mode.AUTO, true);
        autonomy.restore(Mode.FALLBACK);
        autonomy.goes(Cause.PLAN_SILENT);
        assertThat(autonomy.mode()).isEqualTo(Mode.FALLBACK);
        Autonomy real = ready(Mode.SHADOW, false);
        real.restore(Mode.AUTO);
        assertThat(real.mode()).isEqualTo(Mode.SHADOW);
    }

    /// Whatever happens in whatever order: AUTO is in force only if the last accepted word of an operator was not another
    /// one, nothing stands against it, and the plant is simulated.
    @Test
    void noSequenceOfEventsLeadsToAutoUnasked() {
        long seed = Long.getLong("ondol.seed", System.nanoTime());
        System.out.println("AutonomyTest seed " + seed + " (repeat with -Dondol.seed)");
        Random random = new Random(seed);
        Autonomy autonomy = new Autonomy(Mode.SHADOW);
        Set<Cause> causes = EnumSet.of(Cause.NO_EPOCH, Cause.NO_CLOCK);
        Mode chosen = Mode.SHADOW;
        boolean simulated = false;
        for (int i = 0; i < 100_000; i++) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    Action action = any(Action.class, random);
                    boolean accepted = autonomy.decide(action).accepted();
                    assertThat(accepted || action == Action.CHOOSE_AUTO && !simulated).isTrue();
                    chosen = !accepted ? chosen : switch (action) {
                        case EXIT_AUTO -> Mode.FALLBACK;
                        case CHOOSE_AUTO -> Mode.AUTO;
                        case CHOOSE_ADVISE -> Mode.ADVISE;
                        case CHOOSE_SHADOW -> Mode.SHADOW;
                    };
                }
                case 1 -> {
                    simulated = random.nextInt(8) > 0;
                    autonomy.clockSeen(simulated);
                    causes.remove(Cause.NO_CLOCK);
                    chosen = chosen == Mode.AUTO && !simulated ? Mode.SHADOW : chosen;
                }
                case 2 -> {
                    Cause cause = any(Cause.class, random);
                    autonomy.arises(cause);
                    causes.add(cause);
                }
                default -> {
                    Cause cause = any(Cause.class, random);
                    if (cause != Cause.NO_CLOCK || !causes.contains(cause)) {
                        autonomy.goes(cause);
                        causes.remove(cause);
                    }
                }
            }
            Mode expected = (chosen == Mode.AUTO || chosen == Mode.ADVISE) && !causes.isEmpty()
                    ? causes.size() == 1 && causes.contains(Cause.LEASE_LATE) ? Mode.HOLD : Mode.FALLBACK
                    : chosen;
            assertThat(autonomy.mode()).as("seed %d, event %d", seed, i).isEqualTo(expected);
        }
    }

    private static <E extends Enum<E>> E any(Class<E> type, Random random) {
        return EnumSet.allOf(type).stream().skip(random.nextInt(EnumSet.allOf(type).size())).findFirst().orElseThrow();
    }

    private static Autonomy ready(Mode initial, boolean simulated) {
        Autonomy autonomy = new Autonomy(initial);
        autonomy.goes(Cause.NO_EPOCH);
        autonomy.clockSeen(simulated);
        return autonomy;
    }
}

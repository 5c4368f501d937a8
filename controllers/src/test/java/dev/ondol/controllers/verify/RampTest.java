package dev.ondol.controllers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.verify.Ramp.Next;
import dev.ondol.facility.point.SetpointLimits;
import dev.ondol.facility.point.SetpointLimits.SafeDirection;
import org.junit.jupiter.api.Test;

class RampTest {
    private static final long NOW = 1_700_000_100_000L;
    private static final SetpointLimits LIMITS = new SetpointLimits(18, 27, 0.5, SafeDirection.DOWN, 0.05);

    private final Trajectory trajectory = new Trajectory(LIMITS, 60_000);

    private void at(double value, long from, long to) {
        for (long time = from; time <= to; time += 15_000) {
            trajectory.observed(time, value, false);
        }
    }

    private Next next(double target) {
        return Ramp.next(target, LIMITS, trajectory, NOW);
    }

    @Test
    void ofASetpointThatNobodyHasToldThereIsNoNextStep() {
        assertThat(next(22)).isEqualTo(new Next.Unknown());
    }

    @Test
    void towardsSafetyItGoesAtOnceAndTowardsSavingByWhatIsPermittedNow() {
        at(22, NOW - 600_000, NOW);
        assertThat(next(18)).isEqualTo(new Next.Step(18));
        assertThat(next(22.3)).isEqualTo(new Next.Step(22.3));
        assertThat(next(25)).isEqualTo(new Next.Step(22.5));
        assertThat(next(22.04)).isEqualTo(new Next.Arrived());
        trajectory.issued(1, NOW, NOW + 300_000, 22.5);
        assertThat(next(25)).isEqualTo(new Next.Waiting());
    }

    @Test
    void whereThePlantWentFarByItselfTheWayBackIsProposedAsAWhole() {
        at(20, NOW - 600_000, NOW - 60_000);
        at(23, NOW - 45_000, NOW);
        assertThat(next(22)).isEqualTo(new Next.Step(22));
    }

    @Test
    void aCommandThatCanNoLongerArriveIsNotWhereItStands() {
        trajectory.issued(1, NOW - 400_000, NOW - 100_000, 21);
        at(22, NOW - 600_000, NOW);
        assertThat(next(22)).isEqualTo(new Next.Arrived());
    }
}

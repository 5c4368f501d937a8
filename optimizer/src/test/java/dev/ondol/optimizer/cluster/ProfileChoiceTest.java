package dev.ondol.optimizer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.facility.workload.PowerProfiles;
import org.junit.jupiter.api.Test;

class ProfileChoiceTest {
    private static final long HOUR = 3_600_000;

    private static String most(JobClass jobClass) {
        return ProfileChoice.allowed(jobClass, 0, HOUR, Long.MAX_VALUE).getLast().id();
    }

    @Test
    void eachClassMaySaveAsFarAsItsServiceLevelAllows() {
        assertThat(most(JobClass.TRAINING)).isEqualTo("cap-84");
        assertThat(most(JobClass.BATCH)).isEqualTo("cap-70");
        assertThat(most(JobClass.DECODE)).isEqualTo("clock-75");
        assertThat(most(JobClass.PREFILL)).isEqualTo("clock-95");
    }

    @Test
    void aTightDeadlineForbidsSlowing() {
        assertThat(ProfileChoice.allowed(JobClass.BATCH, 0, HOUR, HOUR + 60_000))
                .containsExactly(PowerProfile.UNCAPPED);
        assertThat(ProfileChoice.allowed(JobClass.BATCH, 0, HOUR, (long) (HOUR * 1.06))).extracting(PowerProfile::id)
                .containsExactly("uncapped", "cap-80");
    }

    @Test
    void aNodeDoesWhatTheGentlestOfItsJobsWishes() {
        PowerProfile cap80 = PowerProfiles.find(JobClass.BATCH, "cap-80").orElseThrow();
        PowerProfile cap70 = PowerProfiles.find(JobClass.BATCH, "cap-70").orElseThrow();
        PowerProfile clock = PowerProfiles.find(JobClass.DECODE, "clock-75").orElseThrow();
        assertThat(ProfileChoice.gentlest(cap70, cap80)).isEqualTo(cap80);
        assertThat(ProfileChoice.gentlest(cap70, clock)).isEqualTo(PowerProfile.UNCAPPED);
        assertThat(ProfileChoice.gentlest(clock, PowerProfile.UNCAPPED)).isEqualTo(PowerProfile.UNCAPPED);
    }
}

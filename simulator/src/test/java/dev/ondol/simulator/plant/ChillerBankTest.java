package dev.ondol.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.CoolingPlant.Chillers;
import dev.ondol.facility.site.SiteReader;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChillerBankTest {
    private static final Chillers SPEC = SiteReader.builtIn("kr-hn1").orElseThrow().cooling().chillers().orElseThrow();
    private static final double UNIT_W = SPEC.capacityW();

    private static void stage(ChillerBank bank, double loadW, int minutes) {
        for (int i = 0; i < minutes; i++) {
            bank.stage(loadW, loadW > 0, SPEC.leavingC(), SPEC.condenserC(), 60);
        }
    }

    @Test
    void machines_keep_their_minimum_times_whatever_the_load_does() {
        long seed = 9;
        SplittableRandom random = new SplittableRandom(seed);
        ChillerBank bank = ChillerBank.waterCooled(SPEC);
        stage(bank, 0.5 * UNIT_W, 1);
        boolean[] before = new boolean[SPEC.units()];
        int[] changed = new int[SPEC.units()];
        int[] started = new int[SPEC.units()];
        for (int i = 0; i < SPEC.units(); i++) {
            before[i] = bank.running(i);
            changed[i] = -10_000;
            started[i] = -10_000;
        }
        int starts = 0;
        for (int minute = 0; minute < 14 * 24 * 60; minute++) {
            bank.stage(random.nextDouble(0, 14e6), random.nextBoolean(), SPEC.leavingC(), 28, 60);
            for (int i = 0; i < SPEC.units(); i++) {
                if (bank.running(i) != before[i]) {
                    int kept = minute - changed[i];
                    assertThat(kept).as("seed %d, minute %d, unit %d", seed, minute, i)
                            .isGreaterThanOrEqualTo(before[i] ? 15 : 10);
                    if (bank.running(i)) {
                        assertThat(minute - started[i]).as("seed %d", seed).isGreaterThanOrEqualTo(30);
                        started[i] = minute;
                        starts++;
                    }
                    changed[i] = minute;
                    before[i] = bank.running(i);
                }
            }
        }
        assertThat(starts).isGreaterThan(100);
        assertThat(bank.starts()).isEqualTo(starts + 1);
    }

    @Test
    void a_started_machine_comes_up_over_three_minutes() {
        ChillerBank bank = ChillerBank.waterCooled(SPEC);
        stage(bank, 0.8 * UNIT_W, 20);
        double one = bank.availableW(16, 30);
        stage(bank, 1.2 * UNIT_W, 1);
        assertThat(bank.running()).isEqualTo(2);
        assertThat(bank.availableW(16, 30)).isCloseTo(one, within(1.0));
        stage(bank, 1.2 * UNIT_W, 1);
        assertThat(bank.availableW(16, 30)).isCloseTo(one * 4 / 3, within(1.0));
        stage(bank, 1.2 * UNIT_W, 2);
        assertThat(bank.availableW(16, 30)).isCloseTo(one * 2, within(1.0));
    }

    @Test
    void the_machine_that_ran_longest_stops_and_the_one_that_stood_longest_starts() {
        ChillerBank bank = ChillerBank.waterCooled(SPEC);
        stage(bank, 0.8 * UNIT_W, 1);
        assertThat(bank.running(0)).isTrue();
        stage(bank, 1.6 * UNIT_W, 30);
        assertThat(bank.running(1)).isTrue();
        stage(bank, 0.5 * UNIT_W, 30);
        assertThat(bank.running(0)).isFalse();
        assertThat(bank.running(1)).isTrue();
        stage(bank, 1.6 * UNIT_W, 30);
        assertThat(bank.running(2)).isTrue();
        assertThat(bank.running(0)).isFalse();
    }

    @Test
    void a_tripped_machine_is_replaced_and_takes_no_load() {
        ChillerBank bank = ChillerBank.waterCooled(SPEC);
        stage(bank, 1.5 * UNIT_W, 30);
        assertThat(bank.running()).isEqualTo(2);
        bank.trip(0, true);
        assertThat(bank.running()).isEqualTo(1);
        stage(bank, 1.5 * UNIT_W, 15);
        assertThat(bank.running()).isEqualTo(2);
        assertThat(bank.running(0)).isFalse();
        stage(bank, 20 * UNIT_W, 120);
        assertThat(bank.running()).isEqualTo(SPEC.units() - 1);
        bank.trip(0, false);
        stage(bank, 20 * UNIT_W, 60);
        assertThat(bank.running()).isEqualTo(SPEC.units());
    }

    @Test
    void hours_outside_of_the_measured_temperatures_are_flagged() {
        ChillerBank bank = ChillerBank.waterCooled(SPEC);
        stage(bank, 0.8 * UNIT_W, 1);
        assertThat(bank.beyondCurves(7, 25)).isFalse();
        assertThat(bank.beyondCurves(16, 25)).isTrue();
        assertThat(bank.beyondCurves(7, 10)).isTrue();
    }

    @Test
    void a_site_may_name_any_published_machine() {
        ChillerBank named = ChillerBank.waterCooled(named("York_YK_5170kW_7_15COP_Vanes"));
        stage(named, 0.8 * UNIT_W, 1);
        double powerW = named.powerW(UNIT_W, SPEC.leavingC(), SPEC.condenserC());
        assertThat(UNIT_W / powerW).isCloseTo(SPEC.cop(), within(1e-9));
        assertThatThrownBy(() -> ChillerBank.waterCooled(named("Nobody"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Nobody").hasMessageContaining("York_YK_5170kW_7_15COP_Vanes");
    }

    private static Chillers named(String machine) {
        return new Chillers(SPEC.type(), SPEC.units(), SPEC.redundant(), SPEC.capacityW(), SPEC.cop(), SPEC.leavingC(),
                SPEC.returnC(), SPEC.condenserC(), SPEC.minimumLoad(), SPEC.variableSpeed(), Optional.of(machine),
                Optional.empty());
    }
}

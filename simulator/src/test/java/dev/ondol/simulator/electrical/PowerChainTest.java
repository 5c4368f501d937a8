package dev.ondol.simulator.electrical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import org.junit.jupiter.api.Test;

class PowerChainTest {
    private static final Site MODERN = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final Site LEGACY = SiteReader.conventionalTwin("kr-hn1").orElseThrow();
    private static final double RATED_W = 28e6;

    @Test
    void modernAndLegacySuppliesHaveTheirEfficiency() {
        PowerChain modern = new PowerChain(MODERN);
        double third = 0.31 * RATED_W;
        assertThat(third / (third + modern.upsLossW(third))).isCloseTo(0.955, within(0.001));
        double half = 0.5 * RATED_W;
        assertThat(half / (half + modern.upsLossW(half))).isCloseTo(0.965, within(0.001));
        PowerChain legacy = new PowerChain(LEGACY);
        assertThat(third / (third + legacy.upsLossW(third))).isCloseTo(0.914, within(0.001));
    }

    @Test
    void withoutLoadMostOfTheLossStays() {
        PowerChain modern = new PowerChain(MODERN);
        assertThat(modern.upsLossW(0)).isCloseTo(0.0105 * RATED_W, within(1e-6));
        assertThat(modern.upsLossW(0)).isGreaterThan(0.4 * modern.upsLossW(0.5 * RATED_W));
    }

    @Test
    void asManyModulesRunAsEightyPercentLoadNeedsAndTheSpares() {
        PowerChain chain = new PowerChain(MODERN);
        assertThat(chain.modulesRunning(3.7e6, 28)).isEqualTo(28);
        chain.operate(true, false);
        assertThat(chain.modulesRunning(0, 28)).isEqualTo(1 + 2);
        assertThat(chain.modulesRunning(3.6e6, 28)).isEqualTo(9 + 2);
        assertThat(chain.modulesRunning(3.6e6 + 1, 28)).isEqualTo(10 + 2);
        assertThat(chain.modulesRunning(13.9e6, 28)).isEqualTo(28);
    }

    @Test
    void rotatingModulesLoadsThemHigherAndSaves() {
        PowerChain all = new PowerChain(MODERN);
        PowerChain rotated = new PowerChain(MODERN);
        rotated.operate(true, false);
        assertThat(all.upsLoad(7.4e6)).isCloseTo(7.4 / 28, within(1e-9));
        assertThat(rotated.upsLoad(7.4e6)).isCloseTo(3.7 / 6, within(1e-9));
        assertThat(rotated.upsLossW(7.4e6)).isLessThan(0.75 * all.upsLossW(7.4e6));
    }

    @Test
    void ecoModeHasItsOwnLossWhereTheSuppliesHaveIt() {
        PowerChain chain = new PowerChain(MODERN);
        double load = 0.3;
        chain.operate(false, true);
        assertThat(chain.upsLossW(load * RATED_W))
                .isCloseTo(RATED_W * (0.003 + 0.003 * load + 0.004 * load * load), within(1e-6));
        chain.operate(false, false);
        assertThat(chain.upsLossW(load * RATED_W))
                .isCloseTo(RATED_W * (0.0105 + 0.0085 * load + 0.0135 * load * load), within(1e-6));
        assertThatThrownBy(() -> new PowerChain(LEGACY).operate(false, true))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("eco");
    }

    @Test
    void suppliesLeaveEcoModeAtAFaultAndStayOutOfItUntilItIsWantedAgain() {
        PowerChain chain = new PowerChain(MODERN);
        assertThat(chain.wantEco(true)).isTrue();
        assertThat(chain.eco()).isTrue();
        chain.fed(false);
        assertThat(chain.eco()).isFalse();
        assertThat(chain.upsLossW(8e6)).isEqualTo(new PowerChain(MODERN).upsLossW(8e6));
        assertThat(chain.wantEco(true)).as("while the grid is disturbed").isFalse();
        chain.fed(true);
        assertThat(chain.eco()).isFalse();
        assertThat(chain.wantEco(true)).isTrue();
        chain.inService(1, 27);
        assertThat(chain.eco()).as("a module has tripped").isFalse();
        assertThat(chain.wantEco(true)).isFalse();
        assertThat(chain.wantEco(false)).isTrue();
        assertThat(new PowerChain(LEGACY).wantEco(true)).isFalse();
    }

    @Test
    void distributionLosesItsYearlyShareAtTheUsualLoad() {
        double shareOfNameplate = 7.5 / 12.16;
        assertThat(distributionShare(MODERN, shareOfNameplate)).isCloseTo(0.018, within(0.0005));
        assertThat(distributionShare(LEGACY, shareOfNameplate)).isCloseTo(0.025, within(0.0005));
        assertThat(new PowerChain(MODERN).distributionLossW(0, 0)).isPositive();
    }

    private static double distributionShare(Site site, double load) {
        PowerChain chain = new PowerChain(site);
        double lossW = 0;
        for (int hall = 0; hall < site.halls().size(); hall++) {
            double nameplateW = site.halls().get(hall).racks().stream()
                    .mapToDouble(group -> group.racks() * group.nameplateW()).sum();
            lossW += chain.distributionLossW(hall, load * nameplateW);
        }
        return lossW / (load * site.nameplateW());
    }

    @Test
    void theOthersCarryTheLoadOfAModuleOutOfServiceAndTheLossChanges() {
        PowerChain chain = new PowerChain(MODERN);
        double outW = 7.4e6;
        chain.inService(0, 27);
        assertThat(chain.upsLoad(0, outW)).isCloseTo(3.7 / 13.5, within(1e-12));
        assertThat(chain.upsLoad(1, outW)).isCloseTo(3.7 / 14, within(1e-12));
        double x = 3.7 / 13.5;
        double y = 3.7 / 14;
        assertThat(chain.upsLossW(outW)).isCloseTo(13.5e6 * (0.0105 + (0.0085 + 0.0135 * x) * x)
                + 14e6 * (0.0105 + (0.0085 + 0.0135 * y) * y), within(1e-3));
        chain.inService(0, 28);
        assertThat(chain.upsLossW(outW)).isEqualTo(new PowerChain(MODERN).upsLossW(outW));
    }

    @Test
    void aSideWithTooFewModulesIsOverloadedAndOneWithoutAnyGivesItsShareAway() {
        PowerChain chain = new PowerChain(MODERN);
        double outW = 7.4e6;
        chain.inService(0, 8);
        assertThat(chain.overloaded(0, outW)).isFalse();
        chain.inService(0, 7);
        assertThat(chain.overloaded(0, outW)).isTrue();
        assertThat(chain.upsLoad(0, outW)).isCloseTo(3.7 / 3.5, within(1e-12));
        assertThat(chain.overloaded(1, outW)).isFalse();
        chain.inService(0, 0);
        assertThat(chain.overloaded(0, outW)).isFalse();
        assertThat(chain.upsLoad(1, outW)).isCloseTo(7.4 / 14, within(1e-12));
        chain.inService(1, 0);
        assertThat(chain.overloaded(0, outW)).isTrue();
        assertThat(chain.upsLossW(outW)).as("static bypass").isZero();
    }

    @Test
    void rotationStopsAtTheModulesInService() {
        PowerChain chain = new PowerChain(MODERN);
        chain.operate(true, false);
        chain.inService(0, 10);
        assertThat(chain.upsLoad(0, 7.2e6)).isCloseTo(3.6 / 5, within(1e-12)); // would be 11
        assertThat(chain.upsLoad(1, 7.2e6)).isCloseTo(3.6 / 5.5, within(1e-12));
    }
}

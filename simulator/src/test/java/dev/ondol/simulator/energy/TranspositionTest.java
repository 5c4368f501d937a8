package dev.ondol.simulator.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ondol.simulator.weather.SunPosition;
import org.junit.jupiter.api.Test;

class TranspositionTest {
    /// Four instants of 24 June 2014 near Tucson from pvlib's test of its transposition models: apparent zenith, azimuth,
    /// direct, diffuse; 40 degrees south.
    private static final double[][] TUCSON = {{124.0390863, 352.69550699, 0, 0},
            {82.85457044, 66.71410338, 316.1949056, 40.46149818},
            {10.56413562, 144.76567754, 939.95469881, 118.45831879},
            {72.41687122, 287.04104128, 646.22886049, 62.03376265}};
    private static final double EXTRATERRESTRIAL_WM2 = 1321.1655834833093;

    @Test
    void hayDaviesIsAsPublished() {
        double[] expected = {0, 27.1775, 102.9949, 33.1909};
        for (int i = 0; i < expected.length; i++) {
            double[] row = TUCSON[i];
            assertThat(Transposition.hayDaviesWM2(40, 180, new SunPosition(row[0], row[1]), row[2], row[3],
                    EXTRATERRESTRIAL_WM2)).isCloseTo(expected[i], within(1e-4));
        }
    }

    /// The low sun of the second instant is met to 9.7e-5 only, not to the 1e-6 of an exact formula; why is not known.
    @Test
    void perezIsAsPublished() {
        double[] expected = {0, 31.46046871, Double.NaN, 45.45539877};
        for (int i : new int[]{0, 1, 3}) { // the third has no direct radiation in the published test
            double[] row = TUCSON[i];
            assertThat(Transposition.perezWM2(40, 180, new SunPosition(row[0], row[1]), row[2], row[3],
                    EXTRATERRESTRIAL_WM2)).isCloseTo(expected[i], within(1e-4 * expected[i] + 1e-9));
        }
    }

    @Test
    void perezUnderBrightCloudsIsAsPublished() {
        // pvlib's test of a negative horizon part: Goodwin Creek, 1 January 2019; 34 degrees south; figures to 0.5 %
        double[][] goodwinCreek = {{158, 249, 57.746951, 171.003315, 281.410185},
                {19, 165, 57.564205, 187.346924, 152.20879}, {1, 136, 60.813841, 202.974357, 123.867898},
                {0, 93, 66.989435, 216.725599, 82.836412}, {0, 50, 75.353368, 228.317233, 43.517015}};
        for (double[] row : goodwinCreek) {
            assertThat(Transposition.perezWM2(34, 180, new SunPosition(row[2], row[3]), row[0], row[1], 1414))
                    .isCloseTo(row[4], within(0.005 * row[4]));
        }
    }

    @Test
    void aHorizontalPlaneSeesTheWholeSkyAndNoGround() {
        SunPosition sun = new SunPosition(40, 200);
        assertThat(Transposition.perezWM2(0, 180, sun, 500, 100, 1367)).isCloseTo(100, within(1e-9));
        assertThat(Transposition.hayDaviesWM2(0, 180, sun, 500, 100, 1367)).isCloseTo(100, within(1e-9));
        assertThat(Transposition.groundWM2(0, 480, 0.2)).isZero();
        assertThat(Transposition.groundWM2(40, 900, 0.25)).isCloseTo(26.32000014911496, within(1e-6)); // pvlib
    }
}

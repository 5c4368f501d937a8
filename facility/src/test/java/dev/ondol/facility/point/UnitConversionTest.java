package dev.ondol.facility.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitConversionTest {
    @ParameterizedTest
    @CsvSource({"[degF], Cel, 32, 0", "°F, Cel, -40, -40", "K, Cel, 293.15, 20", "W, kW, 1500, 1.5",
            "MW, kW, 12, 12000",
            "BTU/h, kW, 12000, 3.516852842", "kPa, Pa, 0.025, 25", "inWC, Pa, 0.1, 24.908891", "bar, Pa, 1, 100000",
            "m3/h, L/s, 36, 10", "gpm, L/s, 100, 6.30901964", "cfm, m3/s, 1000, 0.4719474432", "MWh, kW.h, 2.5, 2500",
            "TR, kW, 100, 351.6852842", "mph, m/s, 10, 4.4704", "km/h, m/s, 36, 10", "kn, m/s, 9, 4.63",
            "GJ, kW.h, 3.6, 1000", "1, %, 0.6, 60", "l, m3, 500, 0.5"})
    void aValueInAForeignUnitBecomesOneInOurs(String foreign, String ours, double value, double expected) {
        assertThat(UnitConversion.between(foreign, ours).orElseThrow().convert(value)).isCloseTo(expected,
                within(1e-9 * Math.max(1, Math.abs(expected))));
    }

    @ParameterizedTest
    @CsvSource({"kW, kW.h", "Cel, Pa", "furlong, m3", "'', Cel"})
    void unitsThatAreNotKnownOrMeasureSomethingElseAreNotConverted(String foreign, String ours) {
        assertThat(UnitConversion.between(foreign, ours)).isEmpty();
    }

    @Test
    void everyQuantityKeepsItsOwnUnitExactly() {
        for (Quantity quantity : Quantity.values()) {
            assertThat(UnitConversion.between(quantity.unit(), quantity.unit()).orElseThrow().convert(0.1))
                    .isEqualTo(0.1);
        }
    }

    @Test
    void whatIsConvertedThereAndBackAgainIsWhatItWas() {
        long seed = Long.getLong("ondol.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (Quantity quantity : Quantity.values()) {
            List<String> units = UnitConversion.convertibleTo(quantity.unit());
            assertThat(units).contains(quantity.unit());
            for (int round = 0; round < 500; round++) {
                String one = units.get(random.nextInt(units.size()));
                String other = units.get(random.nextInt(units.size()));
                double value = quantity.low() + random.nextDouble() * (quantity.high() - quantity.low());
                UnitConversion there = UnitConversion.between(one, other).orElseThrow();
                UnitConversion back = UnitConversion.between(other, one).orElseThrow();
                // the offsets of temperatures, some 460, cost a few digits
                double tolerance = 1e-12 * (Math.abs(value) + 1_000);
                assertThat(back.convert(there.convert(value))).as("seed %d, %s %s to %s", seed, value, one, other)
                        .isCloseTo(value, within(tolerance));
                assertThat(there.then(back).convert(value)).as("seed %d, %s %s to %s", seed, value, one, other)
                        .isCloseTo(value, within(tolerance));
            }
        }
    }

    @Test
    void aValueThatIsOursAlreadyKeepsEveryBit() {
        for (double value : new double[]{-0.0, 0.1, Double.MIN_VALUE, Double.MAX_VALUE}) {
            assertThat(Double.doubleToRawLongBits(UnitConversion.SAME.convert(value)))
                    .isEqualTo(Double.doubleToRawLongBits(value));
        }
    }
}

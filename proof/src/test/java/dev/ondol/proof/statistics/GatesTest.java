package dev.ondol.proof.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.proof.run.Contender;
import dev.ondol.proof.run.RunFigures;
import dev.ondol.proof.statistics.Gates.Gate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GatesTest {
    private static List<Gate> gates(Runs ondol) {
        RunFigures base = Runs.of(Contender.GOOD_PRACTICE).cooling(14).missed(2).week("w", 1, 7);
        return Gates.of(new Comparison(List.of(ondol.week("w", 1, 7), base), 1), true, true);
    }

    private static Runs ondol() {
        return Runs.of(Contender.ONDOL);
    }

    private static List<String> broken(List<Gate> gates) {
        return gates.stream().filter(gate -> !gate.holds()).map(Gate::name).toList();
    }

    @Test
    void allHoldWhereNothingIsWrong() {
        List<Gate> gates = gates(ondol().missed(2));
        assertThat(broken(gates)).isEmpty();
        assertThat(gates).extracting(Gate::name).containsExactly("inletAllowable", "liquidAllowable",
                "inletRecommended", "serviceLevels", "serviceLateness", "water", "peak", "backlog", "ramps",
                "energyBalance", "tuningApart", "baselinePue");
    }

    static Stream<Arguments> faults() {
        return Stream.of(Arguments.of("inletAllowable", ondol().notAllowable(1)), Arguments.of("inletRecommended",
                ondol().notRecommended(11)), Arguments.of("serviceLevels", ondol().missed(4)),
                Arguments.of(
                        "serviceLateness", ondol().late(31)),
                Arguments.of("water", ondol().water(1.01)), Arguments.of("peak", ondol().peak(100.1)), Arguments.of(
                        "backlog", ondol().backlog(0.036)),
                Arguments.of("backlog", ondol().backlog(-0.036)), Arguments.of("ramps", ondol().tooFast(1)), Arguments
                        .of("energyBalance", ondol().balance(2e-6)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachFaultBreaksItsGateAlone(String gate, Runs ondol) {
        assertThat(broken(gates(ondol))).containsExactly(gate);
    }

    @Test
    void whatIsJustPermittedHolds() {
        assertThat(broken(gates(ondol().missed(3).notRecommended(10).late(30)))).isEmpty();
    }

    @Test
    void aBaselineOutsideOfItsBandIsTold() {
        RunFigures base = Runs.of(Contender.GOOD_PRACTICE).cooling(20).week("w", 1, 7);
        assertThat(broken(Gates.of(new Comparison(List.of(base), 1), true, true))).containsExactly("baselinePue");
        assertThat(broken(Gates.of(new Comparison(List.of(base), 1), true, false))).isEmpty();
    }
}

package dev.ondol.benchmarks.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.controllers.verify.Verdict;
import dev.ondol.controllers.verify.Verdict.Accepted;
import dev.ondol.controllers.verify.Verdict.Reason;
import dev.ondol.controllers.verify.Verdict.Rejected;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// P1 to P4, P7 and P12 to P17 against the verifier, at a hundredth of what `ondol bench safety` tries; and against verifiers that were
/// broken on purpose, which must be found out.
class VerifierPropertiesTest {
    private static final long TRIES = 1_000;
    private static final long SEED = Long.getLong("ondol.seed", 20_261_128);

    @Test
    void theVerifierBreaksNoProperty() {
        List<Tried> all = VerifierProperties.run(VerifierProperties.verifiers(), SEED, TRIES);
        assertThat(all).hasSize(11).allSatisfy(tried -> {
            assertThat(tried.tries()).as(tried.toString()).isGreaterThanOrEqualTo(TRIES);
            assertThat(tried.violations()).as(tried.toString()).isZero();
        });
    }

    /// P17 after a restart (1, 2, 4), P12 with a silent weather station (3).
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theTriesThatOnceFoundAFaultFindNoneAnyMore(long seed) {
        assertThat(VerifierProperties.run(VerifierProperties.verifiers(), seed, TRIES)).allSatisfy(
                tried -> assertThat(tried.violations()).as(tried.toString()).isZero());
    }

    @Test
    void aVerifierThatAcceptsEverythingIsFoundOutByEveryPropertyThatForbids() {
        List<Tried> all = VerifierProperties.run((proposal, plant, now) -> new Accepted(proposal.value()), SEED, 200);
        assertThat(all).filteredOn(tried -> !tried.property().equals("P12")).hasSize(10).allSatisfy(
                tried -> assertThat(tried.violations()).as(tried.toString()).isPositive());
    }

    @Test
    void aVerifierThatRefusesEverythingIsFoundOutBecauseMoreCoolingIsAlwaysPermitted() {
        List<Tried> all = VerifierProperties.run((proposal, plant, now) -> new Rejected(Reason.TOO_FAST, "no"), SEED,
                1);
        assertThat(of("P12", all).violations()).isPositive();
    }

    @Test
    void aVerifierThatClampsIsFoundOut() {
        Judge real = VerifierProperties.verifiers();
        Judge clamping = (proposal, plant, now) -> {
            Verdict verdict = real.verify(proposal, plant, now);
            return verdict instanceof Rejected(Reason reason, String text) && reason == Reason.OUTSIDE_ENVELOPE
                    ? new Accepted(Math.clamp(proposal.value(), 0, 10))
                    : verdict;
        };
        Optional<Tried> envelope = Optional.of(of("P1", VerifierProperties.run(clamping, SEED, 200)));
        assertThat(envelope.get().violations()).as(envelope.toString()).isPositive();
    }

    private static Tried of(String property, List<Tried> all) {
        return all.stream().filter(tried -> tried.property().equals(property)).findFirst().orElseThrow();
    }
}

package dev.ondol.benchmarks.safety;

import dev.ondol.controllers.verify.Verifier;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// P1 to P4, P7 and P12 to P17 of the verifier: random lives of a plant with liquid cooling and of one with dry coils, until each property
/// was tried often enough.
public final class VerifierProperties {
    private static final int STEPS_A_LIFE = 2_000;
    /// Of the property that is tried least; lives end after so many, and its count tells where it is tried less still.
    private static final int TRIES_A_LIFE = 100;

    private static final Site LIQUID = SiteReader.builtIn("kr-hn1").orElseThrow();
    private static final Site DRY = SiteReader.builtIn("kr-edge").orElseThrow();

    private VerifierProperties() {}

    /// The product's verifier, of the site that is asked about.
    public static Judge verifiers() {
        Verifier liquid = new Verifier(LIQUID, PointCatalog.of(LIQUID));
        Verifier dry = new Verifier(DRY, PointCatalog.of(DRY));
        return (proposal, plant, now) -> (plant.trajectory(Surroundings.TOWER).isPresent() ? liquid : dry).verify(
                proposal,
                plant, now);
    }

    /// @param tries at least so many of each property
    public static List<Tried> run(Judge judge, long seed, long tries) {
        List<SafetyOracle> liquid = VerifierOracles.all();
        List<SafetyOracle> dry = VerifierOracles.all();
        long most = 2 + tries / TRIES_A_LIFE;
        for (int life = 0; life < most && !enough(liquid, dry, tries); life++) {
            Random random = new Random(seed + life);
            VerifierLife lived = life % 2 == 0
                    ? new VerifierLife(LIQUID, judge, liquid, random)
                    : new VerifierLife(DRY, judge, dry, random);
            for (int i = 0; i < STEPS_A_LIFE; i++) {
                lived.step();
            }
        }
        List<Tried> all = new ArrayList<>();
        for (int i = 0; i < liquid.size(); i++) {
            all.add(liquid.get(i).tried().and(dry.get(i).tried()));
        }
        return all;
    }

    private static boolean enough(List<SafetyOracle> liquid, List<SafetyOracle> dry, long tries) {
        for (int i = 0; i < liquid.size(); i++) {
            if (liquid.get(i).tried().tries() + dry.get(i).tried().tries() < tries) {
                return false;
            }
        }
        return true;
    }
}

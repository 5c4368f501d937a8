package dev.ondol.proof.run;

import dev.ondol.facility.plan.Levers;
import dev.ondol.facility.site.Site;
import dev.ondol.proof.loop.AsBuilt;
import dev.ondol.simulator.baseline.TunedSite;
import dev.ondol.simulator.run.Scenario;
import dev.ondol.simulator.run.Simulation;
import dev.ondol.simulator.weather.Weather;
import dev.ondol.simulator.workload.TypicalWorkload;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/// One policy on one week with one seed. Runs of the same week and seed have the same weather, jobs, failures and real plant.
///
/// @param site      as it is described
/// @param contender the policy
/// @param weather   covers the week and a day before it
/// @param week      first measured day, site-local; a day before it the run begins, to settle
/// @param days      measured days
/// @param seed      of jobs, plant, sensors and forecast errors
/// @param moves     moves evaluated in each plan
/// @param tuned     what a tuned policy has learned
/// @param levers    what the optimizer decides; the contender's own but for attribution
public record RunSpec(Site site, Contender contender, Weather weather, LocalDate week, int days, long seed,
        long moves, Optional<TunedSite> tuned, Levers levers) {
    static final int SETTLING_DAYS = 1;
    private static final int STEP_SECONDS = 60;

    /// A run with all that the policy uses.
    public RunSpec(Site site, Contender contender, Weather weather, LocalDate week, int days, long seed, long moves,
            Optional<TunedSite> tuned) {
        this(site, contender, weather, week, days, seed, moves, tuned, contender.levers());
    }

    /// A run on the plant of good practice in which the optimizer decides this and nothing else; where that is one of the policies it
    /// is that one's run.
    public static RunSpec of(Levers levers, Site site, Weather weather, LocalDate week, int days, long seed,
            long moves) {
        Contender contender = Stream.of(Contender.GOOD_PRACTICE, Contender.ONDOL_COOLING, Contender.ONDOL).filter(
                of -> of.levers().equals(levers)).findFirst().orElse(Contender.ONDOL);
        return new RunSpec(site, contender, weather, week, days, seed, moves, Optional.empty(), levers);
    }

    /// The policy's name, or what the optimizer decides where that is no policy: `ondol`, `with-setpoints-parking`.
    public String name() {
        return levers.equals(contender.levers()) ? contender.id() : "with-" + levers.id();
    }

    /// Names the run among those of a proof, and its file.
    public String key() {
        return "%s_%s_%s_s%d".formatted(name(), weather.name().replaceAll("[^A-Za-z0-9.-]", "-"), week, seed);
    }

    /// All days, settling included.
    public int allDays() {
        return days + SETTLING_DAYS;
    }

    /// Refuses before anything runs what [#scenario] would refuse.
    ///
    /// @throws IllegalArgumentException if the weather does not cover the days, or a tuned policy has learned on them
    public void check() {
        var _ = operated();
    }

    /// What is simulated.
    ///
    /// @throws IllegalArgumentException if the weather does not cover the days, or a tuned policy has learned on them
    Scenario scenario() {
        Scenario operated = operated();
        return operated.faults(Failures.of(new Simulation(operated, asBuilt()).facility(), operated.from(), allDays(),
                seed));
    }

    private Scenario operated() {
        Site operated = contender.eco() ? site.allowingUpsEco() : site;
        Scenario scenario = new Scenario(operated, contender.plant(), weather, new TypicalWorkload(site, seed), week
                .minusDays(SETTLING_DAYS), allDays(), STEP_SECONDS, seed);
        if (contender.assets()) {
            return scenario.withAssets();
        }
        return contender.plant().tuned()
                ? scenario.tuned(tuned.orElseThrow(() -> new IllegalArgumentException(
                        "Nothing was tuned for %s.".formatted(site.id()))))
                : scenario;
    }

    AsBuilt asBuilt() {
        return new AsBuilt(seed);
    }
}

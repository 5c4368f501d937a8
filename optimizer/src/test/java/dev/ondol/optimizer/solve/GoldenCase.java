package dev.ondol.optimizer.solve;

import ai.timefold.solver.core.api.score.HardMediumSoftScore;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.facility.workload.PowerProfiles;
import dev.ondol.optimizer.problem.HorizonPlan;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.score.PlanScore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A golden problem with its proved optimum, as it lies in a file.
record GoldenCase(GoldenProblem problem, Optimum optimum) {
    /// What CP-SAT proved.
    ///
    /// @param unplacedWeight least weight of work left out
    /// @param unplacedGpus   GPUs of the jobs left out in this plan
    /// @param costWh         least cost of the queue: the soft score less that of the same plant without queue, Wh
    /// @param choices        a plan that reaches both
    record Optimum(long unplacedWeight, int unplacedGpus, long costWh, List<Choice> choices) {
        Optimum {
            choices = List.copyOf(choices);
        }
    }

    /// A job of that plan; jobs that are not named are left out.
    record Choice(String job, int slot, int anchor, String profile) {}

    static GoldenCase read(int number) {
        String name = "golden/golden-%02d.json".formatted(number);
        try (InputStream in = GoldenCase.class.getResourceAsStream(name)) {
            return JsonMessages.read(Objects.requireNonNull(in, name).readAllBytes(), GoldenCase.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedMessage e) {
            throw new IllegalStateException("The file %s is broken.".formatted(name), e);
        }
    }

    /// @param best the plan that was proved
    static GoldenCase of(GoldenProblem problem, HorizonPlan best) {
        List<Choice> choices = new ArrayList<>();
        for (QueuedJob job : best.getJobs()) {
            Integer slot = job.getSlot();
            if (slot != null) {
                choices.add(new Choice(job.getId(), slot, job.getAnchor(), job.getProfile().id()));
            }
        }
        return new GoldenCase(problem,
                new Optimum(-score(best).mediumScore(), unplacedGpus(best), costWh(problem, best),
                        choices));
    }

    /// The plan that was proved to be the best.
    HorizonPlan best() {
        HorizonPlan plan = problem.build();
        for (QueuedJob job : plan.getJobs()) {
            Choice choice = choice(job.getId());
            job.setSlot(choice == null ? null : choice.slot());
            if (choice != null) {
                job.setAnchor(choice.anchor());
                job.setProfile(profile(job, choice.profile()));
            }
        }
        return plan;
    }

    private static PowerProfile profile(QueuedJob job, String id) {
        return PowerProfiles.find(job.getGang().request().workload(), id).orElseThrow();
    }

    private @Nullable Choice choice(String job) {
        return optimum.choices().stream().filter(of -> of.job().equals(job)).findFirst().orElse(null);
    }

    static HardMediumSoftScore score(HorizonPlan plan) {
        PlanScore score = new PlanScore();
        score.resetWorkingSolution(plan);
        return score.calculateScore();
    }

    static int unplacedGpus(HorizonPlan plan) {
        return plan.getJobs().stream().filter(job -> !job.placed()).mapToInt(job -> job.getGang().request().gpus())
                .sum();
    }

    /// What the queue costs: without the energy that the plant draws anyway, of which one percent would be a lot.
    static long costWh(GoldenProblem problem, HorizonPlan plan) {
        HorizonPlan empty = problem.build();
        empty.getJobs().forEach(job -> job.setSlot(null));
        return score(empty).softScore() - score(plan).softScore();
    }

    /// How far a plan lies above the optimum, percent of the cost of the queue.
    double gapPercent(HorizonPlan plan) {
        return 100.0 * (costWh(problem, plan) - optimum.costWh()) / optimum.costWh();
    }
}

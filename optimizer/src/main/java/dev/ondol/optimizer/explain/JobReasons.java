package dev.ondol.optimizer.explain;

import ai.timefold.solver.core.api.score.HardMediumSoftScore;
import dev.ondol.facility.workload.PowerProfile;
import dev.ondol.optimizer.explain.PlanExplanation.Effect;
import dev.ondol.optimizer.explain.PlanExplanation.JobDecision;
import dev.ondol.optimizer.explain.PlanExplanation.NextBest;
import dev.ondol.optimizer.model.Estimate;
import dev.ondol.optimizer.problem.Footprint;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.QueuedJob;
import dev.ondol.optimizer.problem.Slots;
import dev.ondol.optimizer.problem.Stage;
import dev.ondol.optimizer.score.PlanScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Why queued jobs start when and where they do: each is tried at other starts, with other profiles and in other racks, all else as
/// planned, on the score of the plan itself. Changes the plan while it works and leaves it as it was. One thread.
final class JobReasons {
    /// More jobs are not explained.
    static final int MOST_JOBS = 10;
    private static final int SLOTS_AROUND = 4;
    private static final int MOST_RACKS = 12;
    private static final long MINUTE = 60_000;

    private final PlanFigures figures;
    private final Horizon horizon;
    private final Uncertainty uncertainty;
    private final PlanScore score = new PlanScore();
    private final HardMediumSoftScore planned;

    JobReasons(PlanFigures figures, Uncertainty uncertainty) {
        this.figures = figures;
        this.uncertainty = uncertainty;
        horizon = figures.horizon();
        score.resetWorkingSolution(figures.plan());
        planned = score.calculateScore();
    }

    /// Those that start now, largest first, then those that start later, soonest first, then those that have no place.
    List<JobDecision> all() {
        return figures.plan().getJobs().stream().sorted(Comparator.comparingInt((QueuedJob job) -> job.placed()
                ? job.startMinute()
                : Slots.HORIZON_MINUTES).thenComparingInt(job -> -job.getGang().request().gpus())
                .thenComparing(QueuedJob::getId)).limit(MOST_JOBS).map(this::decision).toList();
    }

    private JobDecision decision(QueuedJob job) {
        List<Tried> tried = tried(job);
        Tried best = tried.stream().filter(other -> allowed(other.score())).max(Comparator.comparing(Tried::score))
                .orElse(null);
        NextBest next = best == null
                ? null
                : new NextBest(best.candidate().words(job, horizon), (double) planned.softScore() - best.score()
                        .softScore());
        Long startAt = job.placed() ? Long.valueOf(horizon.cycle() + job.startMinute() * MINUTE) : null;
        return new JobDecision(job.getId(), job.getGang().request().gpus(), startAt, job.getProfile().id(), effect(
                job), binding(job, tried), next);
    }

    private boolean allowed(HardMediumSoftScore other) {
        return other.hardScore() >= planned.hardScore() && other.mediumScore() >= planned.mediumScore();
    }

    private Effect effect(QueuedJob job) {
        if (!job.placed()) {
            return new Effect(0, 0, 0);
        }
        Stage stage = horizon.stages().stream().filter(of -> of.toMinute() > job.startMinute()).findFirst()
                .orElseThrow();
        long[] with = figures.heat(stage);
        long[] without = with.clone();
        job.draw().addHeat(without, -stage.overlap(job.startMinute(), job.endMinute()));
        // While it runs, also where it begins within a long stage or ends before it is over.
        double part = stage.overlap(job.startMinute(), job.endMinute()) / (double) stage.minutes();
        double[] values = figures.values(stage);
        return uncertainty.effect(known -> {
            Estimate of = horizon.estimate(stage, with, values, known);
            double facilityW = of.facilityW;
            double coolingW = of.coolingW;
            of = horizon.estimate(stage, without, values, known);
            return new double[]{(facilityW - of.facilityW) / part, (coolingW - of.coolingW) / part};
        }, (double) job.draw().totalW());
    }

    /// Another decision about one job.
    record Candidate(int slot, int anchor, PowerProfile profile) {
        String words(QueuedJob job, Horizon horizon) {
            if (!job.placed() || slot != Objects.requireNonNull(job.getSlot())) {
                return "start after %d min".formatted(Slots.start(slot));
            }
            return profile.equals(job.getProfile())
                    ? "from node %s on".formatted(horizon.nodes().name(anchor))
                    : "profile %s".formatted(profile.id());
        }
    }

    private record Tried(Candidate candidate, HardMediumSoftScore score) {}

    private List<Tried> tried(QueuedJob job) {
        return candidates(job).stream().map(candidate -> new Tried(candidate, with(job, candidate))).toList();
    }

    /// Other starts nearby and the soonest one, other profiles, other racks; each alone.
    List<Candidate> candidates(QueuedJob job) {
        List<Candidate> all = new ArrayList<>();
        int earliest = job.getGang().earliestSlot();
        int here = job.placed() ? Objects.requireNonNull(job.getSlot()) : earliest;
        Set<Integer> slots = new LinkedHashSet<>();
        slots.add(earliest);
        for (int slot = here - SLOTS_AROUND; slot <= here + SLOTS_AROUND; slot++) {
            slots.add(slot);
        }
        for (int slot : slots) {
            if (slot >= earliest && slot < Slots.COUNT && (slot != here || !job.placed())) {
                all.add(new Candidate(slot, job.getAnchor(), job.getProfile()));
            }
        }
        if (job.placed()) {
            job.profiles().stream().filter(profile -> !profile.equals(job.getProfile())).forEach(profile -> all.add(
                    new Candidate(here, job.getAnchor(), profile)));
            racks(job).forEach(anchor -> all.add(new Candidate(here, anchor, job.getProfile())));
        }
        return all;
    }

    /// The first node of other racks, evenly over all that take the job, as far as the gang lies elsewhere then.
    private List<Integer> racks(QueuedJob job) {
        List<Integer> firsts = new ArrayList<>();
        int last = -1;
        for (int anchor : job.anchors()) {
            int rack = horizon.nodes().rack(anchor);
            if (rack != last) {
                last = rack;
                firsts.add(anchor);
            }
        }
        List<Integer> chosen = new ArrayList<>();
        int step = Math.max(1, Math.ceilDiv(firsts.size(), MOST_RACKS));
        Footprint here = job.footprint();
        for (int i = 0; i < firsts.size(); i += step) {
            Footprint there = job.getGang().footprint(firsts.get(i), Objects.requireNonNull(job.getSlot()));
            if (there.missing() == 0 && !same(here, there)) {
                chosen.add(firsts.get(i));
            }
        }
        return chosen;
    }

    private static boolean same(Footprint one, Footprint other) {
        if (one.size() != other.size()) {
            return false;
        }
        Set<Integer> nodes = new LinkedHashSet<>();
        for (int i = 0; i < one.size(); i++) {
            nodes.add(one.node(i));
        }
        for (int i = 0; i < other.size(); i++) {
            if (!nodes.contains(other.node(i))) {
                return false;
            }
        }
        return true;
    }

    private HardMediumSoftScore with(QueuedJob job, Candidate candidate) {
        Integer slot = job.getSlot();
        Candidate before = new Candidate(slot == null ? -1 : slot, job.getAnchor(), job.getProfile());
        set(job, candidate);
        HardMediumSoftScore found = score.calculateScore();
        set(job, before);
        var _ = score.calculateScore();
        return found;
    }

    private void set(QueuedJob job, Candidate candidate) {
        score.beforeVariableChanged(job, "slot");
        job.setSlot(candidate.slot() < 0 ? null : candidate.slot());
        job.setAnchor(candidate.anchor());
        job.setProfile(candidate.profile());
        score.afterVariableChanged(job, "slot");
    }

    /// What keeps it from starting sooner or cheaper: the rule that the best of those candidates breaks.
    private List<String> binding(QueuedJob job, List<Tried> tried) {
        int here = job.placed() ? Objects.requireNonNull(job.getSlot()) : Slots.COUNT;
        Tried wished = tried.stream().filter(other -> !allowed(other.score()) && (other.candidate().slot() < here
                || other.score().softScore() > planned.softScore())).max(Comparator.comparing((
                        Tried other) -> other
                                .candidate().slot() < here)
                        .thenComparingLong(other -> other.score().softScore()))
                .orElse(null);
        if (wished == null) {
            return List.of("Facility energy");
        }
        return broken(job, wished);
    }

    private List<String> broken(QueuedJob job, Tried wished) {
        Candidate to = wished.candidate();
        if (wished.score().mediumScore() < planned.mediumScore()) {
            return List.of("Unplaced work");
        }
        Footprint there = job.getGang().footprint(to.anchor(), to.slot());
        if (there.missing() > 0) {
            return List.of("Whole gang");
        }
        Set<String> rules = new LinkedHashSet<>();
        if (Slots.start(to.slot()) + job.getGang().minutes(to.profile()) > job.getGang().deadlineMinute()) {
            rules.add("Deadline");
        }
        Stage stage = horizon.stages().stream().filter(of -> of.toMinute() > Slots.start(to.slot())).findFirst()
                .orElseThrow();
        long[] with = figures.heat(stage);
        if (job.placed()) {
            job.draw().addHeat(with, -stage.overlap(job.startMinute(), job.endMinute()));
        }
        int end = Slots.start(to.slot()) + job.getGang().minutes(to.profile());
        job.getGang().draw(to.anchor(), to.slot(), to.profile()).addHeat(with, stage.overlap(Slots.start(to.slot()),
                end));
        double[] values = figures.values(stage);
        SetpointReasons.grown(horizon.outcome(stage, figures.heat(stage), values), horizon.outcome(stage, with,
                values), rules);
        // Room and power beside running jobs are in the footprint: what is left is taken by other jobs of the queue.
        return rules.isEmpty() ? List.of("Node capacity or rack power beside the queue") : List.copyOf(rules);
    }

    /// Queued jobs that [#all()] does not name.
    int left() {
        return Math.max(0, figures.plan().getJobs().size() - MOST_JOBS);
    }
}

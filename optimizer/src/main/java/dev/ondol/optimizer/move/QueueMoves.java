package dev.ondol.optimizer.move;

import ai.timefold.solver.core.impl.heuristic.selector.move.factory.MoveIteratorFactory;
import ai.timefold.solver.core.impl.score.director.ScoreDirector;
import dev.ondol.optimizer.problem.Horizon;
import dev.ondol.optimizer.problem.HorizonPlan;
import java.util.Iterator;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Moves of several queued jobs at once, drawn on a timetable that follows the working solution through a phase.
abstract sealed class QueueMoves implements MoveIteratorFactory<HorizonPlan, Relocation>
        permits Reinsertion, Resequencing {
    private @Nullable QueueState state;
    private @Nullable Insertion insertion;

    /// One move after the other from the same solution; each leaves the timetable as it was.
    abstract Iterator<Relocation> draws(QueueState state, Insertion insertion, RandomGenerator random);

    @Override
    public final void phaseStarted(ScoreDirector<HorizonPlan> director) {
        HorizonPlan plan = director.getWorkingSolution();
        state = new QueueState(plan);
        insertion = new Insertion(plan.getHorizon());
    }

    @Override
    public final void phaseEnded(ScoreDirector<HorizonPlan> director) {
        state = null;
        insertion = null;
    }

    @Override
    public final long getSize(ScoreDirector<HorizonPlan> director) {
        Horizon horizon = director.getWorkingSolution().getHorizon();
        return (long) director.getWorkingSolution().getJobs().size() * horizon.nodes().count();
    }

    @Override
    public final Iterator<Relocation> createOriginalMoveIterator(ScoreDirector<HorizonPlan> director) {
        throw new UnsupportedOperationException("Moves of several jobs must be selected at random.");
    }

    @Override
    public final Iterator<Relocation> createRandomMoveIterator(ScoreDirector<HorizonPlan> director,
            RandomGenerator random) {
        QueueState now = Objects.requireNonNull(state);
        now.follow();
        return draws(now, Objects.requireNonNull(insertion), random);
    }
}

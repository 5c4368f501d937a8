package dev.ondol.controllers.mode;

import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.OperatorRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The autonomy of a site: what was chosen, and what stands against it. Owned by one thread.
///
/// ```
///                CHOOSE_AUTO [simulated]
///    +--------+ ---------------------------> +-----------------------------------------+
///    |        |                              |                 AUTO chosen             |
///    | SHADOW |        CHOOSE_SHADOW         |  +------+  a cause arises  +----------+ |
///    |        | <--------------------------- |  | AUTO | ---------------> | FALLBACK | |
///    +--------+                              |  |      | <--------------- |          | |
///     |    ^                                 |  +------+  the last cause  +----------+ |
///     |    |                                 |             has gone                    |
///     |    |                                 +-----------------------------------------+
///     |    | CHOOSE_SHADOW                       | EXIT_AUTO         ^ CHOOSE_AUTO
///     |    |                                     v                   | [simulated]
///     |  +---------------------------------------------------------------+
///     +->|       FALLBACK, exited: stays until an operator chooses       |
/// EXIT_  +---------------------------------------------------------------+
/// AUTO
/// ```
/// LEASE_LATE alone means HOLD instead of FALLBACK. AUTO may be chosen only where the clock declares a simulated plant. ADVISE stands where AUTO does in the diagram, on any plant.
public final class Autonomy {
    private static final Set<Cause> LATE = Set.of(Cause.LEASE_LATE);

    private Choice choice;
    private final Set<Cause> causes = EnumSet.of(Cause.NO_EPOCH, Cause.NO_CLOCK);
    private Optional<Boolean> simulated = Optional.empty();

    private enum Choice {
        SHADOW, ADVISE, AUTO, EXITED
    }

    /// @param accepted whether the request was carried out
    /// @param code     "done", or why not, or what AUTO still waits for
    public record Decision(boolean accepted, String code) {}

    /// @param initial SHADOW, AUTO, or FALLBACK for a plant that an operator has taken back
    public Autonomy(Mode initial) {
        this.choice = choice(initial);
    }

    /// The mode in force.
    public Mode mode() {
        return switch (choice) {
            case SHADOW -> Mode.SHADOW;
            case EXITED -> Mode.FALLBACK;
            case ADVISE -> unless(Mode.ADVISE);
            case AUTO -> unless(Mode.AUTO);
        };
    }

    private Mode unless(Mode clear) {
        return causes.isEmpty() ? clear : causes.equals(LATE) ? Mode.HOLD : Mode.FALLBACK;
    }

    /// What stands against AUTO, most fundamental first; empty if nothing does.
    public Optional<Cause> cause() {
        return causes.stream().findFirst();
    }

    /// Carries out a request, or says why not. EXIT_AUTO is never refused.
    public Decision decide(OperatorRequest.Action action) {
        return switch (action) {
            case EXIT_AUTO -> choose(Choice.EXITED);
            case CHOOSE_SHADOW -> choose(Choice.SHADOW);
            case CHOOSE_ADVISE -> choose(Choice.ADVISE);
            case CHOOSE_AUTO -> {
                if (simulated.isEmpty()) {
                    yield new Decision(false, Cause.NO_CLOCK.code());
                }
                yield simulated.get() ? choose(Choice.AUTO) : new Decision(false, "not-simulated");
            }
        };
    }

    /// Takes up what was stored before a restart.
    public void restore(Mode stored) {
        choice = choice(stored);
        leaveUnlessSimulated();
    }

    /// The clock was seen. A plant that is not simulated is not taken over by a command-line option or a stored choice.
    public void clockSeen(boolean isSimulated) {
        simulated = Optional.of(isSimulated);
        causes.remove(Cause.NO_CLOCK);
        leaveUnlessSimulated();
    }

    public void arises(Cause cause) {
        causes.add(cause);
    }

    public void goes(Cause cause) {
        causes.remove(cause);
    }

    /// It stands against AUTO, or it does not.
    public void is(Cause cause, boolean so) {
        if (so) {
            causes.add(cause);
        } else {
            causes.remove(cause);
        }
    }

    private Decision choose(Choice chosen) {
        choice = chosen;
        boolean waits = (chosen == Choice.AUTO || chosen == Choice.ADVISE) && !causes.isEmpty();
        return new Decision(true, waits ? causes.iterator().next().code() : "done");
    }

    private void leaveUnlessSimulated() {
        if (choice == Choice.AUTO && !simulated.orElse(true)) {
            choice = Choice.SHADOW;
        }
    }

    private static Choice choice(Mode mode) {
        return switch (mode) {
            case SHADOW -> Choice.SHADOW;
            case ADVISE -> Choice.ADVISE;
            case AUTO -> Choice.AUTO;
            case HOLD, FALLBACK -> Choice.EXITED; // HOLD is never chosen
        };
    }
}

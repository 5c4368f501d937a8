package dev.ondol.benchmarks.safety;

import dev.ondol.controllers.verify.Proposal;
import dev.ondol.controllers.verify.Verdict;
import dev.ondol.controllers.verify.Verdict.Accepted;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.SetpointLimits;
import java.util.List;

/// The properties of the verifier, one oracle each. What must not be written is looked for among what was accepted; what must be
/// permitted, among what was refused.
final class VerifierOracles {
    private VerifierOracles() {}

    /// For one kind of life; both shipped sites have coils without drip trays.
    static List<SafetyOracle> all() {
        return List.of(
                accepted("P1", (proposal, around, book, now) -> true,
                        (proposal, around, book, now) -> OracleRules.inside(
                                proposal.value(), book.limits(proposal.point()))),
                new SlewLimit(),
                accepted("P3", (proposal, around, book, now) -> true, (proposal, around, book, now) -> OracleRules.sees(
                        proposal.point(), around, book, now)),
                accepted("P4", (proposal, around, book, now) -> !book.overridden.isEmpty() || !book.out.isEmpty(), (
                        proposal, around, book,
                        now) -> !book.overridden.contains(proposal.point()) && !book.out.contains(
                                proposal.point().equipment())),
                accepted("P7", (proposal, around, book, now) -> true, (proposal, around, book, now) -> now <= proposal
                        .validUntil() && proposal.plannedAt() - now <= 60_000),
                new MoreCooling(),
                accepted("P13", VerifierOracles::leansOnUnits, VerifierOracles::survives),
                accepted("P14", (proposal, around, book, now) -> proposal.point().equals(around.flowSetpoint) && saves(
                        proposal, book), VerifierOracles::carried),
                accepted("P15", (proposal, around, book, now) -> dewPointCounts(proposal, around), (proposal,
                        around, book, now) -> OracleRules.dry(proposal.value(), !proposal.point().equals(
                                around.loopSetpoint), book, 0.1)),
                accepted("P16",
                        (proposal, around, book, now) -> isAir(proposal.point(), around) && saves(proposal, book),
                        VerifierOracles::cool),
                new DirectionChanges());
    }

    private interface Condition {
        boolean holds(Proposal proposal, Surroundings around, PlantBook book, long now);
    }

    /// Every verdict on a proposal that the property concerns is a try; an acceptance that breaks the rule is a violation.
    private static SafetyOracle accepted(String id, Condition concerns, Condition rule) {
        Tried tried = Tried.inMemory(id);
        return new SafetyOracle() {
            @Override
            public Tried tried() {
                return tried;
            }

            @Override
            public void judged(Proposal proposal, Verdict verdict, Surroundings around, PlantBook book, long now) {
                if (concerns.holds(proposal, around, book, now)) {
                    boolean unchanged = !(verdict instanceof Accepted(double value)) || Double.compare(value, proposal
                            .value()) == 0;
                    tried.check(
                            unchanged && (!(verdict instanceof Accepted) || rule.holds(proposal, around, book, now)),
                            () -> "%s was accepted at %d, in force %s".formatted(proposal, now, book.inForce(proposal
                                    .point())));
                }
            }
        };
    }

    private static boolean saves(Proposal proposal, PlantBook book) {
        return book.saving(proposal.point(), proposal.value()) > book.saving(proposal.point(), book.inForce(proposal
                .point()));
    }

    private static boolean isAir(PointId point, Surroundings around) {
        return point.equals(around.air) || point.equals(around.pressure);
    }

    private static boolean leansOnUnits(Proposal proposal, Surroundings around, PlantBook book, long now) {
        return saves(proposal, book) && (proposal.point().equals(around.air) || proposal.point().equals(
                Surroundings.TOWER) || proposal.point().equals(Surroundings.MODULES));
    }

    private static boolean survives(Proposal proposal, Surroundings around, PlantBook book, long now) {
        if (proposal.point().equals(around.air)) {
            return OracleRules.spare(around.fans, false, book, now);
        }
        if (proposal.point().equals(Surroundings.TOWER)) {
            return OracleRules.spare(around.chillers, true, book, now);
        }
        return around.sides.stream()
                .allMatch(side -> book.fresh(side, now) && book.of(side) / 100 * book.inForce(proposal
                        .point()) <= proposal.value() - 1 + 1e-9);
    }

    /// The heat of now, carried by the new flow, warms it no more than full load warms the design flow; and the pumps do as told.
    private static boolean carried(Proposal proposal, Surroundings around, PlantBook book, long now) {
        double heatW = (book.of(around.loopReturn) - book.of(around.loopSupply)) * book.of(around.loopFlow)
                * OracleRules.COOLANT_J_LK;
        boolean pumped = book.of(around.loopFlow) >= 0.79 * Math.min(book.of(around.flowSetpoint), book.inForce(
                around.flowSetpoint));
        return pumped && heatW / proposal.value() <= 1.001 * around.designHeatW / around.designFlowLS;
    }

    private static boolean dewPointCounts(Proposal proposal, Surroundings around) {
        return proposal.point().equals(around.loopSetpoint) || proposal.point().equals(Surroundings.CHILLED);
    }

    private static boolean cool(Proposal proposal, Surroundings around, PlantBook book, long now) {
        double riseK = proposal.point().equals(around.air)
                ? Math.max(0, proposal.value() - book.of(around.supplyAir))
                : 0;
        return around.inlets.stream().noneMatch(inlet -> book.fresh(inlet, now) && book.of(inlet) + riseK > 27 + 1e-9);
    }

    /// P2, looked at where it counts: at the plant.
    private static final class SlewLimit implements SafetyOracle {
        private final Tried tried = Tried.inMemory("P2");

        @Override
        public Tried tried() {
            return tried;
        }

        @Override
        public void applied(Command command, PlantBook book, long now) {
            PointId point = command.point();
            SetpointLimits limits = book.limits(point);
            boolean saving = book.saving(point, command.value()) > book.saving(point, book.inForce(point));
            double rise = book.saving(point, command.value()) - book.safest(point, 300_000, now);
            tried.check(!saving || rise <= limits.savingStep() + 1e-6, () -> "%s rose by %s within five minutes at %d"
                    .formatted(point, rise, now));
        }
    }

    /// P12: what is asked for towards safety is permitted, where the plant is seen and no operator holds it.
    private static final class MoreCooling implements SafetyOracle {
        private final Tried tried = Tried.inMemory("P12");

        @Override
        public Tried tried() {
            return tried;
        }

        @Override
        public void judged(Proposal proposal, Verdict verdict, Surroundings around, PlantBook book, long now) {
            PointId point = proposal.point();
            boolean asked = Double.isFinite(proposal.value()) && OracleRules.inside(proposal
                    .value(), book.limits(point)) && now <= proposal.validUntil() && proposal.plannedAt() <= now
                    && !book.overridden.contains(point) && OracleRules.sees(point, around, book, now)
                    && (!dewPointCounts(proposal, around) || OracleRules.dry(proposal.value(), !point.equals(
                            around.loopSetpoint), book, -0.1));
            if (asked && book.safestAhead(point, 420_000, now) >= book.saving(point, proposal.value())) {
                tried.check(verdict instanceof Accepted, () -> "%s was refused at %d: %s".formatted(proposal, now,
                        verdict));
            }
        }
    }

    /// P17 at the plant: no fifth turn in an hour that saves (P12 permits every turn towards safety), and no step that takes more than a
    /// quarter of a hall's air.
    private static final class DirectionChanges implements SafetyOracle {
        private final Tried tried = Tried.inMemory("P17");

        @Override
        public Tried tried() {
            return tried;
        }

        @Override
        public void applied(Command command, PlantBook book, long now) {
            PointId point = command.point();
            double before = book.inForce(point);
            boolean large = point.quantity().equals("differential-pressure-setpoint")
                    && command.value() < 0.5624 * before;
            int turns = book.turns(point, now) + (book.turns(point, command.value()) ? 1 : 0);
            boolean saves = book.saving(point, command.value()) > book.saving(point, before);
            tried.check(!large && (turns <= 4 || !saves || !book.turns(point, command.value())),
                    () -> "%s went from %s to %s at %d after %d turns".formatted(point, before,
                            command.value(), now, turns));
        }
    }
}

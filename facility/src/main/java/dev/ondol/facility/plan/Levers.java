package dev.ondol.facility.plan;

import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Which groups of decisions are the optimizer's; what is not stays as good practice has it. The product uses all of them, a proof takes
/// some away to learn what each brings.
///
/// @param used the groups
public record Levers(Set<Lever> used) {
    /// A group of decisions.
    public enum Lever {
        /// Set-points of the plant: air, water, pumps, modules of the supplies.
        SETPOINTS,
        /// Nodes without work are parked, deeply idle and woken.
        PARKING,
        /// Power caps and clocks by job, and the clock of processors of service racks.
        PROFILES,
        /// On which nodes, and when, jobs run.
        PLACEMENT;

        private static final PointId LEAVES = PointId.of(PointCatalog.FABRIC, Quantity.LEAF_STANDBY_SETPOINT);
        private static final PointId PROCESSORS = PointId.of(PointCatalog.SERVICE_RACKS,
                Quantity.PROCESSOR_CLOCK_SETPOINT);

        /// The group of a set-point that is none of a node: leaf switches rest where nodes do, a clock is a profile whatever runs under it.
        public static Lever of(PointId setpoint) {
            if (setpoint.equals(LEAVES)) {
                return PARKING;
            }
            return setpoint.equals(PROCESSORS) ? PROFILES : SETPOINTS;
        }

        /// `setpoints`.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What the product does.
    public static final Levers ALL = new Levers(EnumSet.allOf(Lever.class));
    public static final Levers NONE = new Levers(EnumSet.noneOf(Lever.class));

    public Levers {
        EnumSet<Lever> ordered = EnumSet.noneOf(Lever.class);
        ordered.addAll(used);
        used = Collections.unmodifiableSet(ordered);
    }

    public static Levers only(Lever lever) {
        return new Levers(Set.of(lever));
    }

    public boolean uses(Lever lever) {
        return used.contains(lever);
    }

    /// All combinations, none and all among them.
    public static List<Levers> combinations() {
        List<Levers> all = new ArrayList<>(List.of(NONE));
        for (Lever lever : Lever.values()) {
            for (Levers without : List.copyOf(all)) {
                EnumSet<Lever> with = EnumSet.of(lever);
                with.addAll(without.used);
                all.add(new Levers(with));
            }
        }
        return all;
    }

    /// `setpoints-parking`; `none`.
    public String id() {
        return used.isEmpty() ? "none" : used.stream().map(Lever::id).collect(Collectors.joining("-"));
    }
}

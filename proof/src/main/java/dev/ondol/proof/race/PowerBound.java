package dev.ondol.proof.race;

import dev.ondol.optimizer.fleet.FleetPower;
import dev.ondol.optimizer.fleet.GpuRequest;
import dev.ondol.optimizer.fleet.Machine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.hipparchus.optim.linear.LinearConstraint;
import org.hipparchus.optim.linear.LinearConstraintSet;
import org.hipparchus.optim.linear.LinearObjectiveFunction;
import org.hipparchus.optim.linear.NonNegativeConstraint;
import org.hipparchus.optim.linear.Relationship;
import org.hipparchus.optim.linear.SimplexSolver;
import org.hipparchus.optim.nonlinear.scalar.GoalType;

/// The power below which no arrangement of given requests on given machines comes, by a linear program: requests, GPUs in use, CPU packages and
/// machines may be split at will, and machines alike are one. What is split needs no more power than what is whole.
///
/// Shares that cannot meet on one GPU are counted so: two of 0.81 need two GPUs, however much is free on both. Sizes above 1 - e count as 1 and
/// those below e as 0, for some e up to a half; the sum of such sizes on a GPU is never above 1 (Fekete and Schepers, "New classes of fast lower bounds for bin
/// packing problems", Mathematical Programming 91, 2001).
///
/// Unknowns: how much of each kind of request goes to each kind of machine, how many GPUs of it are in use and how many machines are on.
final class PowerBound {
    /// The e above, thousandths of a GPU; 0 takes sizes as they are.
    private static final int[] SMALL_MILLI = {0, 200, 360, 500};
    private static final double MILLI = 1000;
    private static final double MIB_A_GIB = 1024;

    private final FleetPower power;
    private final List<Machine> kinds = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();

    PowerBound(List<Machine> machines, FleetPower power) {
        this.power = power;
        Map<List<Object>, Integer> numbers = new LinkedHashMap<>();
        for (Machine machine : machines) {
            int number = numbers
                    .computeIfAbsent(List.of(machine.cpuMilli(), machine.memoryMib(), machine.gpus(), machine
                            .model()), alike -> kinds.size());
            if (number == kinds.size()) {
                kinds.add(machine);
                counts.add(0);
            }
            counts.set(number, counts.get(number) + 1);
        }
    }

    /// One kind of request on one kind of machine.
    private record Use(GpuRequest request, int kind) {}

    /// The bound in W.
    ///
    /// @param placed   what runs; there must be an arrangement of it
    /// @param emptyOff whether a machine without requests draws nothing
    double leastW(Collection<GpuRequest> placed, boolean emptyOff) {
        Map<GpuRequest, Integer> wanted = new LinkedHashMap<>();
        placed.forEach(request -> wanted.merge(request, 1, Integer::sum));
        List<Use> uses = uses(wanted.keySet());
        List<LinearConstraint> rules = new ArrayList<>();
        for (Map.Entry<GpuRequest, Integer> entry : wanted.entrySet()) {
            double[] row = row(uses);
            for (int use = 0; use < uses.size(); use++) {
                row[use] = uses.get(use).request().equals(entry.getKey()) ? 1 : 0;
            }
            rules.add(new LinearConstraint(row, Relationship.EQ, entry.getValue()));
        }
        for (int kind = 0; kind < kinds.size(); kind++) {
            rules.addAll(capacities(uses, kind));
            double[] on = row(uses);
            on[machinesOn(uses, kind)] = 1;
            rules.add(new LinearConstraint(on, emptyOff ? Relationship.LEQ : Relationship.EQ, counts.get(kind)));
        }
        return new SimplexSolver().optimize(new LinearObjectiveFunction(costs(uses), 0), new LinearConstraintSet(rules),
                GoalType.MINIMIZE, new NonNegativeConstraint(true)).getValue();
    }

    private List<Use> uses(Collection<GpuRequest> requests) {
        List<Use> uses = new ArrayList<>();
        for (GpuRequest request : requests) {
            for (int kind = 0; kind < kinds.size(); kind++) {
                Machine machine = kinds.get(kind);
                if (request.accepts(machine.model()) && request.gpus() <= machine.gpus()) {
                    uses.add(new Use(request, kind));
                }
            }
        }
        return uses;
    }

    private double[] row(List<Use> uses) {
        return new double[uses.size() + 2 * kinds.size()];
    }

    private static int gpusInUse(List<Use> uses, int kind) {
        return uses.size() + kind;
    }

    private int machinesOn(List<Use> uses, int kind) {
        return uses.size() + kinds.size() + kind;
    }

    /// What the unknowns draw: CPU by request, GPUs in use, machines that are on.
    private double[] costs(List<Use> uses) {
        double[] costs = row(uses);
        double packageW = power.packageFullW() - power.packageIdleW();
        for (int use = 0; use < uses.size(); use++) {
            costs[use] = packageW * uses.get(use).request().cpuMilli() / power.packageCpuMilli();
        }
        for (int kind = 0; kind < kinds.size(); kind++) {
            Machine machine = kinds.get(kind);
            costs[gpusInUse(uses, kind)] = machine.gpus() == 0
                    ? 0
                    : power.of(machine.model()).fullW() - power.of(machine
                            .model()).idleW();
            costs[machinesOn(uses, kind)] = power.idleW(machine);
        }
        return costs;
    }

    /// GPUs in use, CPU and memory of the machines that are on hold what goes there.
    private List<LinearConstraint> capacities(List<Use> uses, int kind) {
        List<LinearConstraint> rules = new ArrayList<>();
        for (int smallMilli : SMALL_MILLI) {
            double[] row = row(uses);
            fill(row, uses, kind, request -> gpus(request, smallMilli));
            row[gpusInUse(uses, kind)] = -1;
            rules.add(new LinearConstraint(row, Relationship.LEQ, 0));
        }
        Machine machine = kinds.get(kind);
        double[] gpus = row(uses);
        gpus[gpusInUse(uses, kind)] = 1;
        gpus[machinesOn(uses, kind)] = -machine.gpus();
        double[] cpus = row(uses);
        fill(cpus, uses, kind, request -> request.cpuMilli() / MILLI);
        cpus[machinesOn(uses, kind)] = -machine.cpuMilli() / MILLI;
        double[] gib = row(uses);
        fill(gib, uses, kind, request -> request.memoryMib() / MIB_A_GIB);
        gib[machinesOn(uses, kind)] = -machine.memoryMib() / MIB_A_GIB;
        for (double[] row : List.of(gpus, cpus, gib)) {
            rules.add(new LinearConstraint(row, Relationship.LEQ, 0));
        }
        return rules;
    }

    private static void fill(double[] row, List<Use> uses, int kind, ToDoubleFunction<GpuRequest> size) {
        for (int use = 0; use < uses.size(); use++) {
            if (uses.get(use).kind() == kind) {
                row[use] = size.applyAsDouble(uses.get(use).request());
            }
        }
    }

    /// GPUs that a request counts for.
    private static double gpus(GpuRequest request, int smallMilli) {
        if (request.gpuMilli() > GpuRequest.WHOLE - smallMilli) {
            return request.gpus();
        }
        return request.gpuMilli() < smallMilli ? 0 : request.gpuMilliInAll() / MILLI;
    }
}

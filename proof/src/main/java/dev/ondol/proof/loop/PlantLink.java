package dev.ondol.proof.loop;

import dev.ondol.controllers.command.Desired;
import dev.ondol.controllers.command.HeldSetpoints;
import dev.ondol.controllers.command.Reconciler;
import dev.ondol.controllers.command.Reconciler.Outcome;
import dev.ondol.controllers.command.Reconciler.Refusal;
import dev.ondol.controllers.command.Reconciler.Write;
import dev.ondol.controllers.command.Sequence;
import dev.ondol.controllers.verify.Observations;
import dev.ondol.controllers.verify.Verifier;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.simulator.facility.Facility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/// Control of one plant in the same process: the verifier and the command rules of the product, its commands carried out and
/// acknowledged at once. One thread.
final class PlantLink {
    private static final double RESOLUTION = 10_000;
    private static final long MINUTE_MS = 60_000;
    private static final long READ_BACK_MS = 15_000;
    private static final Set<String> ASSETS = Set.of(PointCatalog.BATTERY, PointCatalog.HEAT_PUMP);

    private final Facility facility;
    private final Optional<Facility> twin;
    private final PointCatalog catalog;
    private final Verifier verifier;
    private final Reconciler reconciler;
    private final Observations observations;
    private final Sequence sequence;
    private final HeldSetpoints held = new HeldSetpoints();
    private final RampWatch ramps;
    private final Survey sensors;
    private final Survey nodeStates;
    private final Survey plantSetpoints;
    private final Survey nodeSetpoints;
    private final long validMs;
    private final Map<String, Integer> refusals = new TreeMap<>();
    private long frames;
    private long commands;
    private long fallbacks;

    /// @param twin    gets the same writes but for those of the energy assets
    /// @param validMs plant time for which a set-point may be held without fresh inputs, milliseconds
    PlantLink(Site site, PointCatalog catalog, Facility facility, Optional<Facility> twin, long validMs) {
        this.facility = facility;
        this.twin = twin;
        this.catalog = catalog;
        this.validMs = validMs;
        verifier = new Verifier(site, catalog);
        reconciler = new Reconciler(catalog, verifier);
        observations = new Observations(catalog);
        sequence = new Sequence(site.id(), 1);
        ramps = new RampWatch(catalog, facility::setpoint);
        List<PointId> ofPlant = new ArrayList<>();
        List<PointId> ofNodes = new ArrayList<>();
        List<PointId> states = new ArrayList<>();
        for (Point point : catalog.writable()) {
            (point.period().toMillis() < MINUTE_MS ? ofPlant : ofNodes).add(point.id());
            if (point.quantity() == Quantity.POWER_STATE_SETPOINT) {
                states.add(known(point.id().equipment(), Quantity.POWER_STATE));
                states.add(known(point.id().equipment(), Quantity.GPUS_ALLOCATED));
                states.add(point.id());
            }
        }
        sensors = new Survey(catalog.all().stream().map(Point::id).toList(), facility::sensor);
        nodeStates = new Survey(states, facility::sensor);
        plantSetpoints = new Survey(ofPlant, facility::inForce);
        nodeSetpoints = new Survey(ofNodes, facility::inForce);
    }

    /// The catalog's own name of a point: whoever looks it up there finds it at once.
    private PointId known(String equipment, Quantity quantity) {
        return catalog.find(PointId.of(equipment, quantity)).orElseThrow().id();
    }

    /// What the sensors show now.
    Frame read() {
        return read(sensors);
    }

    /// What nodes say of themselves now: whether they sleep, what they were told, and how many GPUs are held.
    Frame readNodes() {
        return read(nodeStates);
    }

    private Frame read(Survey survey) {
        Shown shown = survey.now(value -> Math.rint(value * RESOLUTION) / RESOLUTION);
        Frame frame = new Frame("proof", ++frames, facility.time(), shown, Map.of());
        observations.accept(frame);
        return frame;
    }

    /// Brings the plant nearer to what is wanted, as far as the verifier lets. Where a set-point is held blindly for too long
    /// the plant gets all of them back, as it does when control falls back.
    void carryOut(Desired wanted) {
        long now = facility.time();
        if (held.overdue(verifier, observations, now, validMs).isPresent()) {
            facility.relinquishAll();
            twin.ifPresent(Facility::relinquishAll);
            fallbacks++;
            return;
        }
        Outcome outcome = reconciler.reconcile(wanted, observations, now);
        for (Write write : outcome.writes()) {
            Command command = sequence.number(write, wanted.plan().id(), now, Math.min(now + validMs, wanted
                    .validUntil()));
            observations.issued(command);
            held.commanded(command.point());
            boolean written = facility.write(command.point(), command.value());
            if (twin.isPresent() && !ASSETS.contains(command.point().equipment())) {
                boolean alike = twin.get().write(command.point(), command.value());
                if (alike != written) {
                    throw new IllegalStateException("The twin answered otherwise to %s = %s.".formatted(command.point(),
                            command.value()));
                }
            }
            if (written) {
                ramps.written(command.point(), command.value());
            }
            commands++;
            observations.accept(new Acknowledgement(command.point(), command.epoch(), command.seq(), written
                    ? Acknowledgement.Status.APPLIED
                    : Acknowledgement.Status.REFUSED, written ? facility.setpoint(command.point()) : null, now), true);
        }
        for (Refusal refusal : outcome.refusals()) {
            refusals.merge(refusal.verdict().reason().code(), 1, Integer::sum);
        }
    }

    /// After each minute: what the plant reported meanwhile of its set-points. They do not change within a step of the physics,
    /// so the read-backs of every 15 s show the same value; those of nodes come slower, and each second one is enough.
    void minute() {
        long now = facility.time();
        Shown plant = plantSetpoints.now(DoubleUnaryOperator.identity());
        for (long back = MINUTE_MS - READ_BACK_MS; back >= 0; back -= READ_BACK_MS) {
            observations.accept(new Frame("proof", ++frames, now - back, plant, Map.of()));
        }
        if (now % (2 * MINUTE_MS) == 0) {
            observations.accept(new Frame("proof", ++frames, now, nodeSetpoints.now(DoubleUnaryOperator
                    .identity()), Map.of()));
        }
        ramps.minute();
    }

    /// Writes that moved a set-point faster than its limit allows.
    int tooFast() {
        return ramps.tooFast();
    }

    long commands() {
        return commands;
    }

    /// Times that the plant got its set-points back because inputs were missing.
    long fallbacks() {
        return fallbacks;
    }

    /// What the verifier refused, by its reason.
    Map<String, Integer> refusals() {
        return refusals;
    }
}

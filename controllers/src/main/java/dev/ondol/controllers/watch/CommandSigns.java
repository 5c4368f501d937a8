package dev.ondol.controllers.watch;

import dev.ondol.controllers.alarm.Sign;
import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.Command;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether the plant does what it is told: what was commanded and acknowledged against what the plant reports of its set-points
/// afterwards, and refusals. Judged only while control is in charge; otherwise the plant follows its own rules, or an operator's hand. Where
/// most of it stands otherwise there is one reason and not many. Owned by one thread.
final class CommandSigns {
    private static final int MOST_WAITING = 20_000;
    /// After so much silence of control, less what a heartbeat is late, the gateway goes to local rules, wall milliseconds.
    private static final long GATEWAY_PATIENCE_MS = 2_500;
    /// Fewer set-points than these are units that do not follow, each for itself.
    private static final int MANY = 5;
    private static final String OTHER_VALUE = "other-value";

    private final PointCatalog catalog;
    private final Map<PointId, String> faults = new HashMap<>();
    private final Map<PointId, Expected> expected = new HashMap<>();
    private Set<PointId> held = Set.of();
    private long heardWall = Long.MAX_VALUE;
    private long epoch;
    private final Map<String, Double> commanded = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
            return size() > MOST_WAITING;
        }
    };

    /// @param since plant time in milliseconds; what was reported up to then tells nothing
    private record Expected(double value, long since) {}

    CommandSigns(PointCatalog catalog) {
        this.catalog = catalog;
    }

    void command(Command command) {
        commanded.put(key(command.epoch(), command.seq()), command.value());
    }

    void answer(Acknowledgement answer) {
        Double wanted = commanded.remove(key(answer.epoch(), answer.seq()));
        switch (answer.status()) {
            case REFUSED -> faults.put(answer.point(), "refused");
            case APPLIED, DUPLICATE -> {
                if (wanted != null && !held.contains(answer.point())) {
                    expected.put(answer.point(), new Expected(wanted, answer.measuredAt()));
                    faults.remove(answer.point(), "refused");
                }
            }
            case LOCAL -> localRules();
            case OVERRIDDEN -> forget(answer.point());
            case EXPIRED, SUPERSEDED -> {
            }
        }
    }

    /// Hears control, as the gateway does: HOLD of one that has not written yet holds nothing.
    ///
    /// @param wall wall time in milliseconds
    void heartbeat(Heartbeat beat, long wall) {
        if (beat.epoch() < epoch) {
            return;
        }
        Mode mode = beat.mode();
        boolean writes = mode == Mode.AUTO || mode == Mode.ADVISE || mode == Mode.HOLD && beat.epoch() == epoch;
        if (!writes || isSilent(wall)) {
            localRules();
        }
        heardWall = wall;
        epoch = beat.epoch();
    }

    private boolean isSilent(long wall) {
        return heardWall != Long.MAX_VALUE && wall - heardWall > GATEWAY_PATIENCE_MS;
    }

    /// The plant has taken its set-points back: because control says so, because it refuses to obey, or because control is silent.
    private void localRules() {
        expected.clear();
        faults.replaceAll((point, why) -> "");
    }

    /// An operator holds these set-points now, and no others.
    void held(Set<PointId> points) {
        points.forEach(this::forget);
        held = Set.copyOf(points);
    }

    private void forget(PointId point) {
        expected.remove(point);
        faults.replace(point, "");
    }

    void accept(Frame frame, long wall) {
        if (isSilent(wall)) {
            localRules();
        }
        expected.forEach((point, wanted) -> {
            Double reported = frame.values().get(point);
            if (reported != null && frame.time() > wanted.since() && !frame.quality().containsKey(point)) {
                faults.put(point, Math.abs(reported - wanted.value()) <= tolerance(point) ? "" : OTHER_VALUE);
            }
        });
    }

    private double tolerance(PointId point) {
        return catalog.find(point).flatMap(Point::limits).map(limits -> limits.savingStep() / 10).orElse(0.0);
    }

    /// One sign of all, and one a unit; a unit whose set-points are as told again is well.
    List<Sign> look() {
        long otherwise = expected.keySet().stream().filter(point -> OTHER_VALUE.equals(faults.get(point))).count();
        List<Sign> signs = new ArrayList<>();
        signs.add(new Sign("setpoints-not-kept", "gateway", Sign.SITE, otherwise >= MANY && 2 * otherwise > expected
                .size(), (double) otherwise, Map.of()));
        units(signs);
        return signs;
    }

    private void units(List<Sign> signs) {
        Map<String, Map<String, String>> byUnit = new LinkedHashMap<>();
        faults.forEach((point, why) -> {
            Map<String, String> params = byUnit.computeIfAbsent(point.equipment(), unit -> new HashMap<>());
            if (!why.isEmpty()) {
                params.put("point", point.toString());
                params.put("why", why);
            }
        });
        faults.values().removeIf(String::isEmpty);
        byUnit.forEach((unit, params) -> signs.add(new Sign("not-read-back", unit, unit.startsWith("hall-")
                ? unit
                : Sign.SITE, !params.isEmpty(), null, params)));
    }

    private static String key(long epoch, long seq) {
        return epoch + "/" + seq;
    }
}

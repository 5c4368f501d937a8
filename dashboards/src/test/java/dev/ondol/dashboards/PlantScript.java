package dev.ondol.dashboards;

import dev.ondol.facility.message.Acknowledgement;
import dev.ondol.facility.message.ClockTick;
import dev.ondol.facility.message.CycleApplied;
import dev.ondol.facility.message.Frame;
import dev.ondol.facility.message.Heartbeat;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Mark;
import dev.ondol.facility.message.Mode;
import dev.ondol.facility.message.SourceStatus;
import dev.ondol.facility.message.Topics;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.Point;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.point.Quantity;
import dev.ondol.facility.site.Site;
import dev.ondol.facility.site.SiteReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A plant for tests: it says what a real one would say, value by value from a formula, and nothing of it is physics.
final class PlantScript {
    /// 2022-07-01T14:00+09:00, on a full hour.
    static final long START = 1_656_651_600_000L;

    /// Takes one message.
    @FunctionalInterface
    interface Sink {
        void send(String topic, byte[] payload, boolean retained);
    }

    private final Site site = SiteReader.builtIn("kr-hn1").orElseThrow();
    private final PointCatalog catalog = PointCatalog.of(site);
    private final Topics topics = new Topics(site.id());
    private final Map<PointId, Double> setpoints = new HashMap<>();
    private final Map<PointId, Double> forced = new HashMap<>();
    private final Sink sink;
    private final double rate;
    private long seq;
    private Mode mode = Mode.AUTO;
    private volatile List<Plan.Conflict> conflicts = List.of();
    private volatile Map<PointId, String> alone = Map.of();

    PlantScript(Sink sink, double rate) {
        this.sink = sink;
        this.rate = rate;
        catalog.writable().forEach(point -> setpoints.put(point.id(), initial(point)));
    }

    Site site() {
        return site;
    }

    PointCatalog catalog() {
        return catalog;
    }

    Topics topics() {
        return topics;
    }

    Mode mode() {
        return mode;
    }

    /// From now on the point reads this value.
    void force(String point, double value) {
        forced.put(PointId.of(point), value);
    }

    void mode(Mode newMode) {
        mode = newMode;
    }

    /// What the next plans cannot keep.
    void cannotKeep(List<Plan.Conflict> rules) {
        conflicts = rules;
    }

    /// Set-points that the next plans leave alone, and why.
    void leaveAlone(Map<PointId, String> why) {
        alone = why;
    }

    /// Everything that is published at one instant: frames, marks, then the clock.
    void publish(long plant, long wall) {
        seq++;
        for (String source : catalog.sources()) {
            publishFrame(source, plant);
            send(topics.mark(source), new Mark("boot-1", Math.max(0, seq - 1)), true);
        }
        send(topics.clock(), new ClockTick(plant, wall, rate, "run-1", true), true);
    }

    void publishFrame(String source, long plant) {
        send(topics.frame(source), frame(source, plant), false);
    }

    /// What one source says at one instant.
    Frame frame(String source, long plant) {
        Map<PointId, Double> values = new HashMap<>();
        for (Point point : catalog.ofSource(source)) {
            values.put(point.id(), value(point, plant));
        }
        return new Frame("boot-1", seq, plant, values, Map.of());
    }

    void heartbeats(long plant, long wall) {
        for (String role : List.of("control", "optimize", "ingest")) {
            send(topics.heartbeat(role), new Heartbeat(role, role.equals("control") ? mode : Mode.AUTO, 7, wall, plant),
                    false);
        }
        send(topics.status("gateway"), new SourceStatus(true, "boot-1", wall), true);
    }

    /// A plan at a cycle: warmer supply air where there is room for it.
    void plan(long cycle) {
        List<Plan.SetpointSteps> steps = new ArrayList<>();
        for (Point point : catalog.writable()) {
            if (point.quantity() == Quantity.POWER_CAP_SETPOINT || point.quantity() == Quantity.GPU_CLOCK_SETPOINT
                    || point.quantity() == Quantity.POWER_STATE_SETPOINT) {
                continue;
            }
            double now = setpoints.getOrDefault(point.id(), 0.0);
            boolean moves = steps.size() % 3 == 0;
            double next = moves ? Math.min(point.limits().orElseThrow().max(), now + 0.5) : now;
            steps.add(new Plan.SetpointSteps(point.id(), List.of(new Plan.Step(cycle, now),
                    new Plan.Step(cycle + 300_000, next)), moves ? "energy" : "inlet-limit"));
        }
        steps.replaceAll(of -> alone.containsKey(of.point())
                ? new Plan.SetpointSteps(of.point(), List.of(), alone.get(of.point()))
                : of);
        Plan plan = new Plan("plan-" + cycle / 300_000, site.id(), cycle, cycle + 24 * 3_600_000L, steps, List.of(),
                List.of(new Plan.NodeProfile("node-h3-001-1", "cap-80", 80, false)), Plan.Rest.NONE,
                new Plan.Expected(8_620, 540, 9_630, 9_702, 1.117),
                new Plan.Solve("0hard/-3medium/-9630soft", 120_000, 4,
                        0, 1_830),
                conflicts);
        send(topics.plan(), plan, true);
    }

    /// Control has carried out a plan.
    void cycle(long cycle, int sent) {
        send(topics.cycle(), new CycleApplied(cycle, "plan-" + cycle / 300_000, 7, 100, sent, 1), false);
    }

    void refuse(String point, long plant) {
        send(topics.ack("crah"), new Acknowledgement(PointId.of(point), 7, 101, Acknowledgement.Status.REFUSED, null,
                plant), false);
    }

    /// A reading by formula: IT around 8.6 MW with a slow wave, cooling a share of it, inlets by rack. The cooling meter counts 60 kW more
    /// from three hours before the start on.
    double value(Point point, long plant) {
        Double fixed = forced.get(point.id());
        if (fixed != null) {
            return fixed;
        }
        double wave = Math.sin(plant / 3_600_000.0 * 1.3);
        double ripple = Math.sin(plant / 240_000.0);
        double itKw = 8_600 + 340 * wave + 25 * ripple;
        double coolingKw = 0.062 * itKw + 46 * Math.sin(plant / 5_400_000.0) + 4 * ripple;
        if (point.quantity() == Quantity.ACTIVE_ENERGY) {
            double hours = (plant - START) / 3_600_000.0 + 10_000;
            return hours * switch (point.id().equipment()) {
                case PointCatalog.IT_METER -> 8_600;
                case PointCatalog.COOLING_METER -> 540;
                default -> 9_600;
            } + (point.id().equipment().equals(PointCatalog.COOLING_METER) ? 60 * Math.max(0, hours - 9_997) : 0);
        }
        return switch (point.id().equipment()) {
            case PointCatalog.IT_METER -> itKw;
            case PointCatalog.COOLING_METER -> coolingKw;
            case PointCatalog.FACILITY_METER -> itKw * 1.0535 + coolingKw;
            case PointCatalog.WEATHER_STATION -> switch (point.quantity()) {
                case DRY_BULB_TEMPERATURE -> 29.4 + wave;
                case WET_BULB_TEMPERATURE -> 25.1 + 0.4 * wave;
                case RELATIVE_HUMIDITY -> 71;
                default -> 2.5;
            };
            default -> other(point, wave, ripple);
        };
    }

    private double other(Point point, double wave, double ripple) {
        int number = Math.floorMod(point.id().equipment().hashCode(), 97);
        return switch (point.quantity()) {
            case INLET_AIR_TEMPERATURE -> inlet(point.id().equipment(), number, ripple);
            case ACTIVE_POWER -> point.id().equipment().startsWith("it-")
                    ? 2_150 + 85 * wave
                    : point.id().equipment().startsWith("rack-h1") || point.id().equipment()
                            .startsWith("rack-h2") ? 96 + number / 8.0 + 4 * wave : 12 + number / 5.0;
            case GPUS_ALLOCATED -> switch (point.id().equipment()) {
                case "it-h1" -> 1_640;
                case "it-h2" -> 1_588;
                case "it-h3" -> 2_604;
                case "it-h4" -> 1_211;
                default -> 3;
            };
            case RUN_STATUS -> 1;
            case SUPPLY_AIR_TEMPERATURE -> 23.3 + 0.15 * wave + 0.1 * ripple;
            case DIFFERENTIAL_PRESSURE -> 6 + 0.3 * ripple;
            default -> setpoints.getOrDefault(point.id(), Math.max(point.quantity().low(), 21 + number / 40.0));
        };
    }

    private static double inlet(String rack, int number, double ripple) {
        double base = 21.5 + number / 97.0 * 3.6 + 0.2 * ripple;
        return switch (rack) {
            case "rack-h3-017" -> 27.8 + 0.3 * ripple;
            case "rack-h3-018" -> 26.6;
            case "rack-h4-service-101", "rack-h4-service-102", "rack-h4-service-103" -> 17.2;
            default -> base;
        };
    }

    private static double initial(Point point) {
        return switch (point.quantity()) {
            case SUPPLY_AIR_TEMPERATURE_SETPOINT -> 23.5;
            case DIFFERENTIAL_PRESSURE_SETPOINT -> 6;
            case SUPPLY_WATER_TEMPERATURE_SETPOINT -> Math.min(point.limits().orElseThrow().max(), 18);
            default -> 100;
        };
    }

    private void send(String topic, Object message, boolean retained) {
        sink.send(topic, JsonMessages.write(message), retained);
    }
}

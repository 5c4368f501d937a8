package dev.ondol.facility.message;

import dev.ondol.facility.market.Money;
import dev.ondol.facility.plan.NodeOrders;
import dev.ondol.facility.plan.Plan;
import dev.ondol.facility.point.PointId;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.Placement;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One message of each kind, by the name of its golden file. Changing a file here changes the contract.
final class GoldenMessages {
    private static final long T = 1_767_225_600_000L;
    private static final long WALL = 1_750_000_000_123L;
    private static final PointId SETPOINT = PointId.of("hall-h1/supply-air-temperature-setpoint");

    private GoldenMessages() {}

    static Map<String, Record> all() {
        PlacementRequest request = new PlacementRequest("slurm-4711",
                new PlacementRequest.Gang(2, PlacementRequest.Strategy.PACK),
                new PlacementRequest.Replica(8, List.of("H100"), 64_000, 524_288), JobClass.TRAINING, 0, "lab",
                new PlacementRequest.Time(T, 1_767_312_000_000L, 7_200_000, false));
        Placement placement = new Placement("pl-1", "slurm-4711", Placement.State.PLACED,
                List.of(new Placement.Assignment("node-h3-017-2", 2, 16)), 1_767_225_900_000L, 1_767_226_200_000L, 2,
                "cap-80", new Placement.Energy(20_000, 2_100.5, 900.25, 8.05, new Money(3_910.5, "won"), 2.75, 1.15),
                List.of(new Placement.Reason("Cooling energy", -120.5, "node-h3-018-1")));
        Map<String, Record> golden = new LinkedHashMap<>();
        golden.put("frame", new Frame("b-7", 17, T, ordered("crah-h3-07/supply-air-temperature", 18.2,
                "crah-h3-07/fan-speed", 61.0), Map.of(PointId.of("crah-h3-07/fan-speed"), "stale")));
        golden.put("frame-all-good", new Frame("b-7", 18, T + 15_000,
                Map.of(PointId.of("meter-it/active-energy"), 1_234_567_890.123), Map.of()));
        golden.put("mark", new Mark("b-7", 17));
        golden.put("clock-tick", new ClockTick(T, WALL, 60, "r-1", true));
        golden.put("command", new Command("kr-hn1", SETPOINT, 24.5, "Cel", 3, 41, T, T + 300_000, "p-1", "plan"));
        golden.put("acknowledgement", new Acknowledgement(SETPOINT, 3, 41, Acknowledgement.Status.APPLIED, 24.5,
                T + 15_000));
        golden.put("acknowledgement-refused", new Acknowledgement(SETPOINT, 3, 42, Acknowledgement.Status.REFUSED, null,
                T + 15_000));
        golden.put("heartbeat", new Heartbeat("control", Mode.AUTO, 3, WALL, T, "site-server-4711"));
        golden.put("cycle-applied", new CycleApplied(T, "p-1", 3, 41, 7, 1));
        golden.put("epoch-seen", new EpochSeen(3, 41));
        golden.put("source-status", new SourceStatus(false, "b-7", WALL));
        golden.put("ingest-sessions", new IngestSessions(List.of("it-h1", "plant")));
        golden.put("storage-status", new StorageStatus(StorageStatus.Room.LOW, WALL));
        golden.put("operator-request", new OperatorRequest("q-1", OperatorRequest.Action.EXIT_AUTO, "kim", WALL,
                "누수 점검"));
        golden.put("operator-reply", new OperatorReply("q-1", true, Mode.FALLBACK, "done"));
        golden.put("intervention",
                new Intervention("q-2", Intervention.Action.OVERRIDE, SETPOINT.toString(), 21.5, 3_600L,
                        "kim", WALL, "문 열림"));
        golden.put("intervention-lockout",
                new Intervention("q-3", Intervention.Action.LOCK_OUT, "crah-h3-07", null, null,
                        "kim", WALL, ""));
        golden.put("overrides", new Overrides(List.of(new Overrides.Entry("q-2", SETPOINT, 21.5, "kim", "문 열림", WALL,
                WALL + 3_600_000))));
        golden.put("lockouts", new Lockouts(List.of(new Lockouts.Entry("q-3", "crah-h3-07", "kim", "", WALL))));
        golden.put("placement-request", request);
        golden.put("placement-request-without-deadline", new PlacementRequest("slurm-4712",
                new PlacementRequest.Gang(1, PlacementRequest.Strategy.SPREAD),
                new PlacementRequest.Replica(1, List.of(), 4_000, 16_384), JobClass.DECODE, 5, "",
                new PlacementRequest.Time(T, null, 600_000, true)));
        golden.put("placement", placement);
        golden.put("placement-deferred", new Placement("pl-2", "slurm-4712", Placement.State.DEFERRED, List.of(), null,
                null, 1, "uncapped", null, List.of(new Placement.Reason("Capacity", 1, ""))));
        golden.put("placement-event", new PlacementEvent(PlacementEvent.Type.STARTED, T + 300_000));
        golden.put("running-job", new RunningJob("slurm-4711", request, placement.assignments(), T + 300_000));
        golden.put("plan", new Plan("p-1", "kr-hn1", T, 1_767_312_000_000L,
                List.of(new Plan.SetpointSteps(SETPOINT,
                        List.of(new Plan.Step(T, 24.5), new Plan.Step(T + 900_000, 25)), "energy")),
                List.of(placement), List.of(new Plan.NodeProfile("node-h3-017-2", "cap-80", 80, false)),
                new Plan.Rest(List.of("node-h3-096-4"), true),
                new Plan.Expected(9_000.5, 1_100.25, 10_500, 10_620, 1.1666),
                new Plan.Solve("0hard/0medium/-1234soft", 20_000, 12, 0, 812), List.of(new Plan.Conflict(
                        "Failover capacity", 12.5, "%", "chilled-water", T, T + 3_600_000,
                        "Bring a chiller back, or cap or stop jobs."))));
        golden.put("node-orders", new NodeOrders("kr-hn1", "p-1", T + 60_000,
                List.of(new Plan.NodeProfile("node-h3-017-2", "cap-65", 65, false)),
                new Plan.Rest(List.of("node-h3-096-4"), true)));
        return golden;
    }

    /// The bytes of a golden file, without the line end.
    static byte[] bytes(String name) {
        try (InputStream in = Objects.requireNonNull(GoldenMessages.class.getResourceAsStream(name + ".json"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<PointId, Double> ordered(String first, double firstValue, String second, double secondValue) {
        Map<PointId, Double> values = new LinkedHashMap<>();
        values.put(PointId.of(first), firstValue);
        values.put(PointId.of(second), secondValue);
        return values;
    }
}

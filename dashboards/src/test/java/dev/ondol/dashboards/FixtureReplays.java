package dev.ondol.dashboards;

import dev.ondol.dashboards.http.NoReplays;
import dev.ondol.historian.replay.ReplayRequest;
import dev.ondol.historian.replay.ReplayRun;
import dev.ondol.historian.replay.ReplayRun.State;
import dev.ondol.historian.replay.ReplayStore.Kept;
import dev.ondol.historian.replay.ReplayStore.Seen;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Replays by formula: a day of the scripted plant, whose chillers drew three percent more than the equations say. A test says how
/// far each is.
final class FixtureReplays extends NoReplays {
    static final long FROM = PlantScript.START - 24 * 3_600_000L;
    private static final long SLOT = 300_000;
    private static final int SLOTS = 288;
    private static final Map<String, Double> POINTS = Map.of("meter-facility/active-power", 9_600.0,
            "meter-cooling/active-power", 540.0, "meter-it/active-power", 8_600.0, "chiller-01/active-power", 210.0,
            "chiller-02/active-power", 205.0, "tower-01/fan-speed", 64.0, "hall-h1/supply-air-temperature", 23.5,
            "chilled-water/supply-water-temperature", 18.2);

    private static final String SCENARIOS = """
            [{"name":"as-built","site":"kr-hn1","policy":"good-practice","plant":false,"weather":"haenam","from":"2022-05-10","days":30,"facilityKwh":6800000,"coolingKwh":402000,"pue":1.121,"waterLitres":1200000,"peakKw":10480,"gpuHours":1900000,"kwhPerGpuHour":3.58,"maxInletC":26.1,"inletsPercent":0,"hotPercent":0,"servicePercent":0.4,"lessEnergy":0,"lessCooling":0,"lessWater":0,"lessPeak":0,"lessPerGpuHour":0},
             {"name":"in-singapore","site":"kr-hn1","policy":"good-practice","plant":true,"weather":"singapore","from":"2022-05-10","days":30,"facilityKwh":7100000,"coolingKwh":702000,"pue":1.17,"waterLitres":2100000,"peakKw":11020,"gpuHours":1900000,"kwhPerGpuHour":3.74,"maxInletC":27.4,"inletsPercent":1.2,"hotPercent":0,"servicePercent":0.4,"lessEnergy":-4.4,"lessCooling":-74.6,"lessWater":-75,"lessPeak":-5.2,"lessPerGpuHour":-4.5}]""";

    private static final String PLAN = """
            {"planAt":{"asked":"INSTANT","at":"INSTANT","cut":true,"plan":{"setpoints":[{"point":"hall-h1/supply-air-temperature-setpoint","unit":"Cel"},{"point":"chilled-water/supply-water-temperature-setpoint","unit":"Cel"}],
              "conflicts":[],"expected":{"facilityKw":9480.5,"coolingKw":512.3,"pue":1.105,"itKw":8580,"holdFacilityKw":9522.1}},
             "explanation":{"setpoints":[{"point":"hall-h1/supply-air-temperature-setpoint","inForce":22,"value":24.5,"effect":{"kw":-18.2,"lowKw":-22.4,"highKw":-14.1},"horizonKwh":-400,"binding":["Recommended inlet"],"nextBest":{"what":"24.0","moreWh":180}},
              {"point":"chilled-water/supply-water-temperature-setpoint","inForce":18,"value":18,"effect":{"kw":0,"lowKw":0,"highKw":0},"horizonKwh":0,"binding":["Facility energy"]}],
              "together":{"kw":-18.2,"lowKw":-22.4,"highKw":-14.1},"jobs":[],"jobsLeft":0,"rest":[]}}}""";

    private final ConcurrentSkipListMap<Long, ReplayRun> runs = new ConcurrentSkipListMap<>();
    private volatile boolean alive = true;
    private volatile String sources = """
            [{"id":"historian","from":%1$d,"to":%2$d},{"id":"scenario/one-chiller-less","from":%1$d,"to":%2$d},{"id":"file/plant-2022.csv.gz"}]"""
            .formatted(FROM - 6 * 24 * 3_600_000L, FROM + 24 * 3_600_000L);

    void alive(boolean there, String canReplay) {
        alive = there;
        sources = canReplay;
    }

    /// Puts the newest into a state.
    void set(State state, String step, double share, String code, String problem) {
        runs.computeIfPresent(runs.lastKey(), (id, run) -> with(run, state, step, share, code, problem));
    }

    private static ReplayRun with(ReplayRun run, State state, String step, double share, String code, String problem) {
        boolean ended = state != State.QUEUED && state != State.RUNNING;
        return new ReplayRun(run.id(), run.requestedBy(), run.requestedWall(), run.request(), state, step, share, run
                .cancelledBy(), run.requestedWall() + 500, ended ? System.currentTimeMillis() : null, code, problem);
    }

    /// One that is done.
    long done(String policy) {
        long id = ask("lee", new ReplayRequest("historian", FROM, FROM + SLOTS * SLOT, policy, false), 5).orElseThrow();
        set(State.DONE, "suspects", 1, "", "");
        return id;
    }

    /// One that is done and kept, in another plant.
    long keep(String name) {
        long id = ask("lee", new ReplayRequest("historian", FROM, FROM + SLOTS * SLOT, "recorded", false, null,
                "cooling:\n  chillers: {units: 4}\n", name), 5).orElseThrow();
        set(State.DONE, "suspects", 1, "", "");
        return id;
    }

    /// Figures of each are a little less than of the one before.
    @Override
    public List<Kept> kept(int limit) {
        List<ReplayRun> named = runs.values().stream().filter(run -> run.request().name() != null && run
                .state() == State.DONE).toList();
        return IntStream.range(0, named.size()).mapToObj(n -> new Kept(named.get(n), String.format(Locale.ROOT,
                """
                        {"indicators":[{"of":"recorded","hours":21,"facilityKwh":207648,"coolingKwh":11680,"pue":1.118,"peakKw":10272},{"of":"simulated","hours":21,"facilityKwh":201600,"coolingKwh":11340,"pue":1.116,"peakKw":9984},
                         {"of":"recorded","hours":21,"facilityKwh":%d,"coolingKwh":%d,"pue":1.112,"peakKw":9920}],
                         "counterfactual":{"operation":"recorded","otherPlant":true,"days":2,"facilityKwh":%1$d,"recordedKwh":201600,"savingPercent":0.3,"low":0.1,"high":0.5,"coolingSavingPercent":5.2,"gates":[{"name":"inlets","holds":%b,"figure":0.2,"operated":0.01,"text":"0.2 %%"}]}}""",
                201_000 - 500 * n, 10_750 - 500 * n, n == 0))).toList();
    }

    @Override
    public Optional<Long> ask(String requestedBy, ReplayRequest request, int most) {
        if (runs.values().stream().filter(run -> run.state() == State.QUEUED).count() >= most) {
            return Optional.empty();
        }
        long id = runs.isEmpty() ? 17 : runs.lastKey() + 1;
        runs.put(id, new ReplayRun(id, requestedBy, System.currentTimeMillis(), request, State.QUEUED, "", 0, null,
                null, null, "", ""));
        return Optional.of(id);
    }

    @Override
    public void cancel(long id, String by) {
        runs.computeIfPresent(id, (ignored, run) -> new ReplayRun(id, run.requestedBy(), run.requestedWall(), run
                .request(), State.CANCELLED, run.step(), run.share(), by, run.startedWall(), System.currentTimeMillis(),
                "", ""));
    }

    @Override
    public Optional<ReplayRun> run(long id) {
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public List<ReplayRun> newest(int limit) {
        return runs.descendingMap().values().stream().limit(limit).toList();
    }

    @Override
    public Optional<Seen> seen() {
        return Optional.of(new Seen(alive ? 1_000 : 600_000, sources, SCENARIOS));
    }

    @Override
    public List<String> points(long id) {
        return POINTS.keySet().stream().sorted().toList();
    }

    private static double recorded(double mean, int slot) {
        return mean * (1.03 + 0.04 * Math.sin(slot / 46.0));
    }

    private static double simulated(double mean, int slot) {
        return mean * (1 + 0.04 * Math.sin((slot - 3) / 46.0));
    }

    @Override
    public Optional<String> line(long id, String point) {
        Double mean = POINTS.get(point);
        ReplayRun run = runs.get(id);
        if (mean == null || run == null || run.state() != State.DONE) {
            return Optional.empty();
        }
        return Optional.of("""
                {"point":"%s","unit":"%s","recorded":[%s],"simulated":[%s],"otherwise":%s}""".formatted(point, unit(
                point), values(slot -> slot >= 100 && slot < 106 ? Double.NaN : recorded(mean, slot)),
                values(slot -> simulated(mean, slot)), run.request().policy().equals("recorded")
                        ? "null"
                        : "[" + values(slot -> 0.985 * simulated(mean, slot)) + "]"));
    }

    private static String unit(String point) {
        return point.endsWith("power") ? "kW" : point.endsWith("speed") ? "%" : "Cel";
    }

    private static String values(java.util.function.IntToDoubleFunction of) {
        return IntStream.range(0, SLOTS).mapToDouble(of).mapToObj(value -> Double.isNaN(value)
                ? "null"
                : String.format(Locale.ROOT, "%.3f", value)).collect(Collectors.joining(","));
    }

    @Override
    public Optional<String> report(long id) {
        return result(id).map(ignored -> "<!DOCTYPE html><title>Replay</title>");
    }

    @Override
    public Optional<String> result(long id) {
        ReplayRun run = runs.get(id);
        if (run == null || run.state() != State.DONE) {
            return Optional.empty();
        }
        Long at = run.request().at();
        if (at != null) {
            return Optional.of(PLAN.replace("INSTANT", java.time.Instant.ofEpochMilli(at).toString()));
        }
        boolean other = !run.request().policy().equals("recorded") || run.request().plant() != null;
        String points = POINTS.entrySet().stream().map(point -> String.format(Locale.ROOT,
                "{\"point\":\"%s\",\"unit\":\"%s\",\"measured\":%.3f,\"bias\":%.3f,\"rmse\":%.3f,\"hours\":21}", point
                        .getKey(),
                unit(point.getKey()), 1.03 * point.getValue(), 0.03 * point.getValue(), (0.031 + 0.001 * point.getKey()
                        .length()) * point.getValue()))
                .collect(Collectors.joining(","));
        return Optional
                .of("""
                        {"replay":{"site":"kr-hn1","from":"2022-06-30T05:00:00Z","to":"2022-07-01T05:00:00Z","hours":24,"hoursLeftOut":3,
                         "total":{"cvRmse":3.24,"nmbe":2.91,"hours":21},"cooling":{"cvRmse":4.02,"nmbe":3.11,"hours":21},
                         "consumers":{"crahFans":{"cvRmse":1.2,"nmbe":0.4,"hours":21},"chillers":{"cvRmse":5.31,"nmbe":4.8,"hours":21},"towers":{"cvRmse":2.2,"nmbe":-0.7,"hours":21},"upsLoss":{"cvRmse":0.8,"nmbe":0.2,"hours":21}},
                         "suspects":[{"kind":"fouling","where":"condenser","size":28,"unit":"%%","score":3.4,"followed":false,"text":"condenser: some 28 %% of the heat transfer is lost"},{"kind":"sensor bias","where":"hall-h1/supply-air-temperature","size":1.4,"unit":"Cel","score":1.2,"followed":true,"text":"hall-h1/supply-air-temperature shows some +1.4 K, and its loop follows it"}],
                         "irregularities":[{"kind":"GAP","point":"meter-facility/active-power","points":1,"from":"2022-06-30T13:20:00Z","to":"2022-06-30T13:50:00Z","count":1,"text":"1 point has no readings for 30 min; physics go on along a straight line."}],
                         "points":[%s],"indicators":[{"of":"recorded","hours":21,"facilityKwh":207648,"coolingKwh":11680,"pue":1.118,"peakKw":10272},{"of":"simulated","hours":21,"facilityKwh":201600,"coolingKwh":11340,"pue":1.116,"peakKw":9984}%s]%s},
                         "slots":{"start":%d,"slotMs":%d,"slots":%d,"notJudged":[{"from":%d,"to":%d}]},
                         "events":[{"plant":%d,"kind":"mode","what":"CHOOSE_AUTO","subject":"control","how":"done"},{"plant":%d,"kind":"alarm","what":"inlet-high","subject":"rack-h3-017","how":"MEDIUM"}]}"""
                        .formatted(points, other
                                ? ",{\"of\":\"%s\",\"hours\":21,\"facilityKwh\":198576,\"coolingKwh\":11170,\"pue\":1.1,\"peakKw\":9834}"
                                        .formatted(run.request().policy())
                                : "",
                                other
                                        ? ",\"counterfactual\":{\"operation\":\"%s\",\"otherPlant\":%b,\"days\":2,\"facilityKwh\":198576,\"recordedKwh\":201600,\"savingPercent\":1.5,\"low\":1.1,\"high\":1.9,\"coolingSavingPercent\":1.5,\"gates\":[{\"name\":\"inlets\",\"holds\":true,\"figure\":0,\"operated\":0.01,\"text\":\"0.000 %% of rack-hours above 27 C, 0.010 %% as operated\"},{\"name\":\"water\",\"holds\":false,\"figure\":9812,\"operated\":9000,\"text\":\"9,812 litres of make-up water, 9,000 as operated\"}]}"
                                                .formatted(run.request().policy(), run.request().plant() != null)
                                        : "",
                                FROM, SLOT, SLOTS, FROM, FROM + 3 * 3_600_000L, FROM + 6 * 3_600_000L, FROM + 15
                                        * 3_600_000L));
    }
}

package dev.ondol.optimizer.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.NodeRegistration;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.optimizer.placement.JobList;
import dev.ondol.optimizer.solve.Scenes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Requests that are wrong in one thing each, by what they are about, from `malformed.jsonl`. A line names a call of [#calls], what is set in its body or left
/// out of it, and the field that the answer must name.
final class MalformedCorpus {
    static final String NODE = "node-h1-001-1";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|([^.\\[\\]]+)");

    private MalformedCorpus() {}

    /// A request that is right.
    record Call(String method, String path, String text) {
        byte[] body() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /// A request that is wrong.
    ///
    /// @param field  that the answer must name; empty where none can be
    /// @param status expected
    record Wrong(String what, String about, Call call, List<String> headers, String field, int status) {}

    /// @param held a placement that is promised
    static Map<String, Call> calls(String held) {
        PlacementRequest training = Scenes.job("one", "H200", 2, 8, JobClass.TRAINING, 3_600_000, null);
        PlacementRequest whole = new PlacementRequest("two", new PlacementRequest.Gang(2,
                PlacementRequest.Strategy.STRICT_PACK), training.perReplica(), JobClass.BATCH, 5, "research",
                new PlacementRequest.Time(Scenes.CYCLE, Scenes.CYCLE + 86_400_000, 3_600_000, true), 5_000.0, List
                        .of(NODE),
                true, 500);
        PlacementRequest share = new PlacementRequest("part", new PlacementRequest.Gang(4,
                PlacementRequest.Strategy.SPREAD), new PlacementRequest.Replica(1, List.of("H200"), 1_000, 1_000, 250),
                JobClass.DECODE, 0, "", new PlacementRequest.Time(Scenes.CYCLE, null, 3_600_000, false), 90.0, List
                        .of(),
                true, 500);
        RunningJob running = new RunningJob("r", Scenes.job("r", "H200", 1, 8, JobClass.TRAINING, 3_600_000, null), List
                .of(new Assignment(NODE, 1, 8)), Scenes.CYCLE);
        RunningJob sharing = new RunningJob("part", share, List.of(new Assignment(NODE, 4, 1, 0)), Scenes.CYCLE);
        NodeRegistration reserved = new NodeRegistration("r1", new NodeRegistration.Capacity(8, "H200", 1_000, 1_000),
                Map.of("zone", "a"), NodeRegistration.State.RESERVED, "t", 3);
        PlacementEvent event = new PlacementEvent(PlacementEvent.Type.EVICTED, Scenes.CYCLE);
        String placement = "/api/v1/placements/" + held;
        return Map.ofEntries(call("place", "POST", "/api/v1/placements", whole),
                call("batch", "POST", "/api/v1/placements", List.of(training, whole)),
                call("share", "POST", "/api/v1/placements", share),
                call("1001 at once", "POST", "/api/v1/placements", IntStream.range(0, 1_001).mapToObj(
                        number -> Scenes.job("j" + number, "H200", 1, 1, JobClass.BATCH, 60_000, null)).toList()),
                call("jobs", "PUT", "/api/v1/jobs", new JobList(Scenes.CYCLE, List.of(running))),
                call("jobs twice", "PUT", "/api/v1/jobs", new JobList(Scenes.CYCLE, List.of(running, running))),
                call("jobs sharing", "PUT", "/api/v1/jobs", new JobList(Scenes.CYCLE, 1L, List.of(sharing))),
                call("progress", "POST", "/api/v1/jobs/progress", new ProgressList(List.of(new JobProgress("a", 1.5)))),
                call("node", "PUT", "/api/v1/nodes/" + NODE, reserved),
                call("node of nobody", "PUT", "/api/v1/nodes/nobody", reserved),
                call("drain all", "PUT", "/api/v1/nodes", reserved),
                call("event", "POST", placement + "/events", event),
                call("event of nobody", "POST", "/api/v1/placements/nobody/events", event),
                Map.entry("cancel", new Call("DELETE", placement, "")),
                Map.entry("cancel nobody", new Call("DELETE", "/api/v1/placements/nobody", "")),
                Map.entry("cancel all", new Call("DELETE", "/api/v1/placements", "")),
                Map.entry("cancel events", new Call("DELETE", placement + "/events", "")));
    }

    private static Map.Entry<String, Call> call(String name, String method, String path, Object body) {
        return Map.entry(name, new Call(method, path, new String(JsonMessages.write(body), StandardCharsets.UTF_8)));
    }

    static List<Wrong> read(String held) throws IOException {
        Map<String, Call> calls = calls(held);
        List<Wrong> corpus = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(MalformedCorpus.class.getResourceAsStream("malformed.jsonl"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                JsonNode told = JSON.readTree(line);
                Call right = Objects.requireNonNull(calls.get(told.path("call").asText()), line);
                List<String> headers = new ArrayList<>();
                told.path("headers").properties().forEach(header -> Collections.addAll(headers, header.getKey(),
                        header.getValue().asText()));
                corpus.add(new Wrong(line, told.path("about").asText(), new Call(right.method(), right.path(), body(
                        right, told)), headers, told.path("field").asText(), told.path("status").asInt(400)));
            }
        }
        return corpus;
    }

    private static String body(Call right, JsonNode told) throws IOException {
        if (told.has("raw")) {
            return told.get("raw").asText();
        }
        if (!told.has("set") && !told.has("drop")) {
            return right.text();
        }
        JsonNode tree = JSON.readTree(right.text());
        told.path("set").properties().forEach(change -> change(tree, change.getKey(), change.getValue()));
        if (told.has("drop")) {
            change(tree, told.get("drop").asText(), JSON.missingNode());
        }
        return JSON.writeValueAsString(tree);
    }

    /// @param value missing to leave it out
    private static void change(JsonNode tree, String path, JsonNode value) {
        List<String> steps = new ArrayList<>();
        for (Matcher step = STEP.matcher(path); step.find();) {
            steps.add(step.group());
        }
        JsonNode at = tree;
        for (String step : steps.subList(0, steps.size() - 1)) {
            at = step.startsWith("[") ? at.get(number(step)) : at.get(step);
        }
        String last = steps.getLast();
        switch (Objects.requireNonNull(at, path)) {
            case ArrayNode list -> list.set(number(last), value);
            case ObjectNode object when value.isMissingNode() -> object.remove(last);
            case ObjectNode object -> object.set(last, value);
            default -> throw new IllegalArgumentException("The path (%s) must lead to a value.".formatted(path));
        }
    }

    private static int number(String step) {
        return Integer.parseInt(step.substring(1, step.length() - 1));
    }
}

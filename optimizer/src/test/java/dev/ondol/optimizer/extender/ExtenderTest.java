package dev.ondol.optimizer.extender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ondol.facility.workload.Placement;
import dev.ondol.optimizer.solve.Scenes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// kube-scheduler's questions to the desk of a small site.
class ExtenderTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Scenes scenes = new Scenes("kr-edge");
    private final Extender extender = new Extender(scenes.desk);
    private final List<String> all = new ArrayList<>();

    ExtenderTest() {
        for (int node = 0; node < scenes.nodes.count(); node++) {
            all.add(scenes.nodes.name(node));
        }
    }

    static ObjectNode pod(String uid, int gpus, Map<String, String> annotations) {
        ObjectNode pod = MAPPER.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = pod.putObject("metadata").put("name", "p-" + uid).put("namespace", "lab").put("uid", uid)
                .put("creationTimestamp", Instant.ofEpochMilli(Scenes.CYCLE).toString());
        ObjectNode notes = metadata.putObject("annotations");
        annotations.forEach(notes::put);
        ObjectNode limits = pod.putObject("spec").putArray("containers").addObject().putObject("resources").putObject(
                "limits");
        limits.put("cpu", "4");
        if (gpus > 0) {
            limits.put("nvidia.com/gpu", String.valueOf(gpus));
        }
        return pod;
    }

    private static ObjectNode args(JsonNode pod, List<String> names) {
        ObjectNode args = MAPPER.createObjectNode();
        args.set("Pod", pod);
        args.putNull("Nodes");
        names.forEach(args.putArray("NodeNames")::add);
        return args;
    }

    private JsonNode filter(JsonNode args) throws Exception {
        return MAPPER.readTree(extender.filter(MAPPER.writeValueAsBytes(args)));
    }

    private JsonNode filter(JsonNode pod, List<String> names) throws Exception {
        return filter(args(pod, names));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private int used() {
        return scenes.desk
                .read(account -> account.jobs().stream().flatMap(job -> job.placement().assignments().stream())
                        .mapToInt(Placement.Assignment::gpus).sum());
    }

    @Test
    void theDeskChoosesOneNodeAndTheOthersSayWhy() throws Exception {
        JsonNode result = filter(pod("u1", 2, Map.of()), all);
        assertThat(result.properties().stream().map(Map.Entry::getKey)).containsExactlyInAnyOrder("Nodes", "NodeNames",
                "FailedNodes", "FailedAndUnresolvableNodes", "Error");
        assertThat(result.get("Nodes").isNull()).isTrue();
        assertThat(texts(result.get("NodeNames"))).hasSize(1);
        String chosen = result.get("NodeNames").get(0).asText();
        assertThat(result.get("FailedNodes").size()).isEqualTo(all.size() - 1);
        assertThat(result.get("FailedNodes").properties()).allSatisfy(failed -> assertThat(failed.getValue().asText())
                .contains(chosen));
        assertThat(result.get("Error").asText()).isEmpty();
        assertThat(extender.placement("u1").orElseThrow().assignments().getFirst().node()).isEqualTo(chosen);
    }

    @Test
    void aRepeatedQuestionGetsTheSameNodeAndBooksOnce() throws Exception {
        JsonNode first = filter(pod("u1", 4, Map.of()), all);
        for (int i = 0; i < 5; i++) {
            assertThat(filter(pod("u1", 4, Map.of()), all)).isEqualTo(first);
        }
        assertThat(used()).isEqualTo(4);
    }

    @Test
    void wholeNodesComeBackWholeAndTheirLabelNamesTheNodeOfTheSite() throws Exception {
        ObjectNode args = MAPPER.createObjectNode();
        args.set("pod", pod("u1", 1, Map.of()));
        args.putNull("nodenames");
        var items = args.putObject("NODES").putArray("items");
        for (int i = 0; i < all.size(); i++) {
            ObjectNode metadata = items.addObject().put("kind", "Node").putObject("metadata").put("name", "ip-" + i);
            metadata.putObject("labels").put("ondol.dev/node", all.get(i));
        }
        JsonNode result = filter(args);
        assertThat(result.get("NodeNames").isNull()).isTrue();
        assertThat(result.get("Nodes").get("items")).hasSize(1);
        JsonNode node = result.get("Nodes").get("items").get(0);
        assertThat(extender.placement("u1").orElseThrow().assignments().getFirst().node())
                .isEqualTo(node.get("metadata").get("labels").get("ondol.dev/node").asText());
        assertThat(result.get("FailedNodes").size()).isEqualTo(all.size() - 1);
        // what whole nodes have taught holds for those that come by name
        assertThat(texts(filter(pod("u1", 1, Map.of()), List.of("ip-0", node.get("metadata").get("name").asText())).get(
                "NodeNames"))).containsExactly(node.get("metadata").get("name").asText());
    }

    @Test
    void theWatcherTellsHowKubernetesCallsTheNodes() throws Exception {
        String body = "{\"nodes\":[{\"name\":\"gpu-7\",\"id\":\"%s\"}]}".formatted(all.getFirst());
        assertThat(extender.nodes(body.getBytes(UTF_8))).isEmpty();
        JsonNode first = filter(pod("u1", 1, Map.of()), all);
        String chosen = first.get("NodeNames").get(0).asText();
        assertThat(extender.nodes("{\"nodes\":[{\"name\":\"gpu-8\",\"id\":\"%s\"}]}".formatted(chosen).getBytes(UTF_8)))
                .isEmpty();
        assertThat(texts(filter(pod("u1", 1, Map.of()), List.of("gpu-8")).get("NodeNames"))).containsExactly("gpu-8");
        for (String wrong : List.of("", "[]", "{}", "{\"nodes\":{}}", "{\"nodes\":[{\"name\":\"a\"}]}",
                "{\"nodes\":[1]}")) {
            assertThat(extender.nodes(wrong.getBytes(UTF_8))).as(wrong).isPresent();
        }
    }

    @Test
    void theReplicasOfAGangGoToTheNodesOfTheGangAndNoNodeGetsMoreThanItsShare() throws Exception {
        Map<String, String> gang = Map.of("ondol.dev/gang", "train", "ondol.dev/gang-size", "3",
                "ondol.dev/gang-strategy",
                "spread");
        Map<String, Integer> pods = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            JsonNode names = filter(pod("u" + i, 4, gang), all).get("NodeNames");
            assertThat(names).hasSize(1);
            pods.merge(names.get(0).asText(), 1, Integer::sum);
        }
        Placement placement = extender.placement("lab/train").orElseThrow();
        Map<String, Integer> planned = new HashMap<>();
        placement.assignments().forEach(share -> planned.merge(share.node(), share.replicas(), Integer::sum));
        assertThat(pods).isEqualTo(planned);
        assertThat(used()).isEqualTo(12);
    }

    @Test
    void aPodThatStandsInForALostOneOfItsGangInheritsItsPlace() throws Exception {
        Map<String, String> gang = Map.of("ondol.dev/gang", "train", "ondol.dev/gang-size", "2",
                "ondol.dev/gang-strategy",
                "spread");
        filter(pod("a", 8, gang), all);
        String lost = filter(pod("b", 8, gang), all).get("NodeNames").get(0).asText();
        assertThat(texts(filter(pod("c", 8, gang), List.of(lost)).get("NodeNames"))).containsExactly(lost);
        assertThat(used()).isEqualTo(16);
    }

    @Test
    void theDeskChoosesAmongTheNodesThatKubernetesOffers() throws Exception {
        for (int node = 0; node < all.size(); node += 5) {
            assertThat(texts(filter(pod("u" + node, 1, Map.of()), List.of(all.get(node))).get("NodeNames")))
                    .containsExactly(all.get(node));
        }
    }

    @Test
    void aPlaceThatIsNotOfferedAnyMoreIsGivenBackForAnother() throws Exception {
        String first = filter(pod("u1", 4, Map.of()), all).get("NodeNames").get(0).asText();
        List<String> others = all.stream().filter(node -> !node.equals(first)).toList();
        JsonNode names = filter(pod("u1", 4, Map.of()), others).get("NodeNames");
        assertThat(names).hasSize(1);
        assertThat(names.get(0).asText()).isNotEqualTo(first);
        assertThat(used()).isEqualTo(4);
    }

    @Test
    void aJobThatFindsNoRoomOnWhatIsOfferedWaitsAndGetsTheNodeThatIsOfferedLater() throws Exception {
        String full = all.getFirst();
        int gpus = scenes.nodes.type(0).gpus();
        filter(pod("u1", gpus, Map.of()), List.of(full));
        JsonNode waits = filter(pod("u2", gpus, Map.of()), List.of(full));
        assertThat(waits.get("NodeNames")).isEmpty();
        assertThat(waits.get("FailedNodes")).hasSize(1);
        assertThat(texts(filter(pod("u2", gpus, Map.of()), List.of(all.get(1))).get("NodeNames"))).containsExactly(all
                .get(1));
        assertThat(used()).isEqualTo(2 * gpus);
    }

    @Test
    void aPodWithoutGpusMayGoAnywhere() throws Exception {
        JsonNode result = filter(pod("u1", 0, Map.of()), all);
        assertThat(texts(result.get("NodeNames"))).isEqualTo(all);
        assertThat(result.get("FailedNodes")).isEmpty();
    }

    @Test
    void aJobThatMustWaitPassesNoNodeAndSaysWhy() throws Exception {
        String later = Instant.ofEpochMilli(Scenes.CYCLE + 7_200_000).toString();
        JsonNode result = filter(pod("u1", 1, Map.of("ondol.dev/earliest-start", later)), all);
        assertThat(result.get("NodeNames")).isEmpty();
        assertThat(result.get("FailedNodes").properties()).hasSize(all.size()).allSatisfy(failed -> assertThat(failed
                .getValue().asText()).contains("waits", "Earliest start"));
    }

    @Test
    void whatCanNeverRunIsUnresolvable() throws Exception {
        for (JsonNode pod : List.of(pod("u1", 999, Map.of()), pod("u2", 1, Map.of("ondol.dev/gpu-models", "Z80")), pod(
                "u3", 1, Map.of("ondol.dev/duration", "2h")))) {
            JsonNode result = filter(pod, all);
            assertThat(result.get("NodeNames")).isEmpty();
            assertThat(result.get("FailedNodes")).isEmpty();
            assertThat(result.get("FailedAndUnresolvableNodes").size()).isEqualTo(all.size());
        }
    }

    @Test
    void theChosenNodeHasTheHighestScoreOfTheProtocol() throws Exception {
        JsonNode pod = pod("u1", 1, Map.of());
        JsonNode before = MAPPER.readTree(extender.prioritize(MAPPER.writeValueAsBytes(args(pod, all))));
        assertThat(before).hasSize(all.size()).allSatisfy(host -> assertThat(host.get("Score").asInt()).isZero());
        assertThat(used()).as("prioritize books nothing").isZero();
        String chosen = filter(pod, all).get("NodeNames").get(0).asText();
        JsonNode scores = MAPPER.readTree(extender.prioritize(MAPPER.writeValueAsBytes(args(pod, all))));
        assertThat(scores).hasSize(all.size()).allSatisfy(host -> assertThat(host.get("Score").asInt()).isEqualTo(host
                .get("Host").asText().equals(chosen) ? 10 : 0));
    }

    @Test
    void whatIsNoQuestionGetsAnErrorInTheFormOfTheProtocol() throws Exception {
        List<String> wrong = List.of("", "null", "[]", "7", "{", "{}", "{\"Pod\":{}}", "{\"Pod\":[],\"NodeNames\":[]}",
                "{\"Pod\":{},\"NodeNames\":\"n\"}", "{\"Pod\":{},\"NodeNames\":[1]}", "{\"Pod\":{},\"Nodes\":[]}",
                "{\"Pod\":{},\"Nodes\":{\"items\":[{}]}}", "{\"Pod\":{},\"NodeNames\":[]} x", "[".repeat(100_000),
                "{\"Pod\":" + "{\"a\":".repeat(5000));
        for (String body : wrong) {
            JsonNode result = MAPPER.readTree(extender.filter(body.getBytes(UTF_8)));
            assertThat(result.get("Error").asText()).as(body.substring(0, Math.min(60, body.length()))).isNotEmpty();
            assertThat(MAPPER.readTree(extender.prioritize(body.getBytes(UTF_8))).isArray()).isTrue();
        }
    }

    @Test
    void noDamagedQuestionMakesItThrow() throws Exception {
        long seed = Long.getLong("ondol.seed", 11);
        Random random = new Random(seed);
        byte[] whole = MAPPER.writeValueAsBytes(args(pod("u1", 1, Map.of("ondol.dev/gang", "g", "ondol.dev/gang-size",
                "2", "ondol.dev/duration", "PT1H", "ondol.dev/deadline", "2030-01-01T00:00:00Z")), all.subList(0, 2)));
        String spice = "{}[]\",:0123456789-eE.nulltruefalse \\u0000\n";
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = whole.clone();
            for (int j = 0; j < 1 + random.nextInt(4); j++) {
                damaged[random.nextInt(damaged.length)] = random.nextInt(10) == 0
                        ? (byte) random.nextInt(256)
                        : (byte) spice.charAt(random.nextInt(spice.length()));
            }
            assertThat(MAPPER.readTree(extender.filter(damaged)).has("Error")).as("seed %d, try %d: %s", seed, i,
                    new String(damaged, UTF_8)).isTrue();
            assertThat(MAPPER.readTree(extender.prioritize(damaged)).isArray()).isTrue();
        }
    }
}

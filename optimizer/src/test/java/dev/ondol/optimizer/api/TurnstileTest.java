package dev.ondol.optimizer.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.workload.JobClass;
import dev.ondol.optimizer.solve.Scenes;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// Who asks too often waits, and only who does.
class TurnstileTest {
    private static final int BURST = 3;
    private static final String PLAN = "/api/v1/plan";
    private final Served served = new Served(new Scenes("kr-edge"), new RequestLimit(1, BURST));

    @AfterEach
    void close() {
        served.close();
    }

    private int ask(String... headers) throws Exception {
        return served.send("GET", PLAN, new byte[0], headers).statusCode();
    }

    /// Leaves nothing for minutes: a list is let in as one and counts as many.
    private void exhaust(String... headers) throws Exception {
        byte[] list = JsonMessages.write(IntStream.range(0, 900).mapToObj(i -> Scenes.job("j" + i, "no such model", 1,
                1, JobClass.BATCH, 60_000, null)).toList());
        assertThat(served.send("POST", "/api/v1/placements", list, headers).statusCode()).isEqualTo(200);
    }

    private static String[] token(String name) {
        return new String[]{"Authorization", "Bearer " + name};
    }

    @Test
    void everyPathOfTheDocumentTurnsAwayWhoAsksTooOftenAndSaysWhenToComeBack() throws Exception {
        exhaust();
        int operations = 0;
        for (var operation : operations()) {
            HttpResponse<byte[]> answer = served.send(operation[0], operation[1], "{}".getBytes(
                    java.nio.charset.StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).as("%s %s", operation[0], operation[1]).isEqualTo(429);
            assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8)).contains("\"too-often\"",
                    "\"remedy\"");
            assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow())).isPositive();
            operations++;
        }
        assertThat(operations).isGreaterThan(20);
        assertThat(served.get("/health").statusCode()).isEqualTo(200);
        assertThat(served.get("/openapi.yaml").statusCode()).isEqualTo(200);
    }

    /// Method and path of all operations but those that are always answered.
    private static List<String[]> operations() throws Exception {
        List<String[]> operations = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(TurnstileTest.class.getResourceAsStream("openapi.yaml"))) {
            Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(in);
            Objects.requireNonNull(document.get("paths")).forEach((path, methods) -> methods.keySet().forEach(
                    method -> {
                        if (Set.of("get", "put", "post", "delete").contains(method) && !Set.of("/health",
                                "/openapi.yaml").contains(path)) {
                            operations.add(new String[]{method.toUpperCase(Locale.ROOT), path.replaceAll("\\{.*?}",
                                    "a")});
                        }
                    }));
        }
        return operations;
    }

    @Test
    void eachTokenHasItsOwnAllowance() throws Exception {
        exhaust(token("a"));
        assertThat(ask(token("a"))).isEqualTo(429);
        assertThat(ask(token("b"))).isEqualTo(200);
        assertThat(ask()).as("without one").isEqualTo(200);
    }

    @Test
    void whoeverShowsANewTokenWithEachRequestIsTurnedAwayByAddress() throws Exception {
        int let = 0;
        while (let < 1_000 && ask(token("token-" + let)) == 200) {
            let++;
        }
        assertThat(let).isBetween(BURST * Turnstile.TOKENS_AN_ADDRESS, 999);
    }

    @Test
    void aListCountsAsManyRequestsAsItHolds() throws Exception {
        exhaust();
        assertThat(ask()).isEqualTo(429);
    }
}

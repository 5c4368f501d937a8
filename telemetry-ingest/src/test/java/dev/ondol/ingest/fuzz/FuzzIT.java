package dev.ondol.ingest.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jazzer on each parser, each in a process of its own, as many at once as there are processors. Ten minutes a parser; the variable ONDOL_FUZZ_SECONDS says otherwise.
class FuzzIT {
    private static final Logger LOG = LoggerFactory.getLogger(FuzzIT.class);
    private static final int SECONDS = Integer.parseInt(System.getenv().getOrDefault("ONDOL_FUZZ_SECONDS", "600"));
    private static final Pattern UNITS = Pattern.compile("stat::number_of_executed_units: +(\\d+)");

    @Test
    @Tag("R10")
    void tenMinutesOfJazzerFindNothingInAnyParser() throws Exception {
        assumeTrue(Boolean.getBoolean("ondol.full"),
                "R10 runs by ./ondol test --full only; ParserTest is its short form.");
        List<String> figures = new ArrayList<>();
        try (ExecutorService atOnce = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            Map<Parser, Future<Long>> tried = new EnumMap<>(Parser.class);
            for (Parser parser : Parser.values()) {
                tried.put(parser, atOnce.submit(() -> fuzz(parser)));
            }
            for (Map.Entry<Parser, Future<Long>> entry : tried.entrySet()) {
                figures.add("%s %,d".formatted(entry.getKey().folder(), entry.getValue().get()));
            }
        }
        LOG.info(
                "| R10 | {} s of Jazzer a parser, nothing uncaught, no input over {} ms; inputs: {} | seeds of libFuzzer |",
                SECONDS, Parser.LIMIT_MILLIS, String.join(", ", figures));
    }

    /// @return inputs tried
    private static long fuzz(Parser parser) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "fuzz", parser.folder())).toAbsolutePath();
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        int number = 0;
        for (byte[] seed : Seeds.of(parser)) {
            Files.write(corpus.resolve("seed-" + number), seed);
            number++;
        }
        Path log = folder.resolve("log");
        Process jazzer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g", "-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-Dondol.parser=" + parser.name(), "-cp",
                System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzedParser.class.getName(),
                "--instrumentation_includes=dev.ondol.**:com.fasterxml.jackson.**:org.yaml.snakeyaml.**"
                        + ":org.eclipse.tahu.**:com.google.protobuf.**",
                "--reproducer_path=" + folder, "-artifact_prefix=" + folder + "/", "-max_total_time=" + SECONDS,
                "-max_len=65536", "-timeout=60", "-print_final_stats=1", corpus.toString()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        int code = jazzer.waitFor();
        String said = Files.readString(log);
        assertThat(code).as("%s: see %s; the input is beside it", parser, log).isZero();
        Matcher units = UNITS.matcher(said);
        assertThat(units.find()).as("Jazzer tells its figures in %s", log).isTrue();
        return Long.parseLong(units.group(1));
    }
}

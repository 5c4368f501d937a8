package dev.ondol.controllers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.pitest.mutationtest.config.PluginServices;
import org.pitest.mutationtest.config.ReportOptions;
import org.pitest.mutationtest.tooling.AnalysisResult;
import org.pitest.mutationtest.tooling.EntryPoint;
import org.pitest.testapi.TestGroupConfig;
import org.pitest.util.Verbosity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Takes each check of the verifier and of what decides beside it away, one at a time, and sees whether a test of this module fails by it. What may stay unnoticed
/// stands in `tolerated-mutations.txt` with its reason.
class VerifierMutationsIT {
    private static final Logger LOG = LoggerFactory.getLogger(VerifierMutationsIT.class);
    private static final String PACKAGE = "dev.ondol.controllers.verify.";
    /// `-Dondol.mutated=Name,Name` looks at these alone.
    private static final List<String> MUTATED = List.of(System.getProperty("ondol.mutated", String.join(",", "Verifier",
            "Sight", "Requirements", "Readings", "SensorVotes", "Observations", "Inlets", "NodeStates", "WarmReserve",
            "StorageLimits", "EcoMode", "SpareUnits", "CoolantRise", "StepLimits", "Trajectory", "Turns", "Ramp",
            "StagedChange")).split(","));
    /// What takes a check away: a condition that always or never holds, a refusal that is not given, an answer turned round.
    private static final List<String> REMOVALS = List.of("REMOVE_CONDITIONALS", "EMPTY_RETURNS", "NULL_RETURNS",
            "TRUE_RETURNS", "FALSE_RETURNS", "PRIMITIVE_RETURNS", "VOID_METHOD_CALLS");
    private static final Set<String> NOTICED = Set.of("KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR");
    private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();
    private static final Path SOURCES = Path.of("src", "main", "java").toAbsolutePath();
    private static final Path FOLDER = Path.of("target", "mutations").toAbsolutePath();

    @Test
    @Tag("MUTATIONS")
    @EnabledIfSystemProperty(named = "ondol.full", matches = "true", disabledReason = "takes minutes: ./ondol test --full MUTATIONS")
    void noCheckOfTheVerifierCanBeTakenAwayWithoutATestThatFails() throws Exception {
        Files.createDirectories(FOLDER);
        AnalysisResult result = new EntryPoint().execute(Path.of("").toAbsolutePath().toFile(), options(),
                PluginServices.makeForContextLoader(), Map.of());
        assertThat(result.getError()).isEmpty();
        List<Element> mutations = elements(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(FOLDER
                .resolve("mutations.xml").toFile()).getElementsByTagName("mutation"));
        assertThat(mutations).hasSizeGreaterThan(10 * MUTATED.size());
        List<String> unnoticed = new ArrayList<>();
        for (Element mutation : mutations) {
            if (!NOTICED.contains(mutation.getAttribute("status"))) {
                unnoticed.add(name(mutation));
            }
        }
        assertThat(unnoticed).as("checks that no test misses").isSubsetOf(tolerated());
        LOG.info("| MUTATIONS | {} changes that take a check away, in {}: {} noticed by a test, {} change no answer |",
                mutations.size(), MUTATED.size() > 3
                        ? MUTATED.size() + " classes"
                        : String.join(", ", MUTATED),
                mutations.size() - unnoticed.size(), unnoticed.size());
    }

    private static ReportOptions options() {
        ReportOptions options = new ReportOptions();
        options.setProjectBase(Path.of("").toAbsolutePath());
        options.setReportDir(FOLDER.toString());
        // Classes in a jar are not mutated: the folder they came from takes its place.
        options.setClassPathElements(Stream.concat(Stream.of(CLASSES.toString()), Stream.of(System.getProperty(
                "java.class.path").split(Pattern.quote(File.pathSeparator))).filter(
                        part -> !part.contains(
                                "ondol-controllers")))
                .toList());
        options.setSourceDirs(List.of(SOURCES));
        options.setCodePaths(List.of(CLASSES.toString()));
        options.setTargetClasses(MUTATED.stream().flatMap(name -> Stream.of(PACKAGE + name, PACKAGE + name + "$*"))
                .toList());
        Predicate<String> tests = name -> name.startsWith("dev.ondol.controllers.") && name.endsWith("Test");
        options.setTargetTests(List.of(tests));
        options.setMutators(REMOVALS);
        options.setGroupConfig(new TestGroupConfig());
        options.setNumberOfThreads(Runtime.getRuntime().availableProcessors());
        options.addOutputFormats(List.of("XML"));
        options.setShouldCreateTimestampedReports(false);
        options.setFailWhenNoMutations(true);
        options.setInputEncoding(StandardCharsets.UTF_8);
        options.setOutputEncoding(StandardCharsets.UTF_8);
        options.setVerbosity(Verbosity.QUIET);
        options.addChildJVMArgs(List.of("-Dondol.seed=20261128", "-Dondol.tries=4000"));
        return options;
    }

    /// Class, method, what was changed, and the line of the source as it reads: a number would be another one tomorrow.
    private static String name(Element mutation) throws IOException {
        String type = text(mutation, "mutatedClass").substring(PACKAGE.length());
        String file = type.contains("$") ? type.substring(0, type.indexOf('$')) : type;
        String mutator = text(mutation, "mutator");
        String line = Files.readAllLines(SOURCES.resolve(PACKAGE.replace('.', '/') + file + ".java")).get(Integer
                .parseInt(text(mutation, "lineNumber")) - 1);
        return "%s.%s | %s | %s".formatted(type, text(mutation, "mutatedMethod"), mutator.substring(mutator
                .lastIndexOf('.') + 1), line.strip());
    }

    private static Set<String> tolerated() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources", PACKAGE.replace('.', '/'),
                "tolerated-mutations.txt"))) {
            return lines.filter(line -> !line.startsWith("#")).collect(Collectors.toSet());
        }
    }

    private static String text(Element mutation, String tag) {
        return mutation.getElementsByTagName(tag).item(0).getTextContent();
    }

    private static List<Element> elements(NodeList list) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < list.getLength(); i++) {
            elements.add((Element) list.item(i));
        }
        return elements;
    }
}

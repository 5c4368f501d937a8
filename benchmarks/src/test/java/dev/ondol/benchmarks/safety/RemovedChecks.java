package dev.ondol.benchmarks.safety;

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
import javax.xml.parsers.ParserConfigurationException;
import org.pitest.mutationtest.config.PluginServices;
import org.pitest.mutationtest.config.ReportOptions;
import org.pitest.mutationtest.tooling.AnalysisResult;
import org.pitest.mutationtest.tooling.EntryPoint;
import org.pitest.testapi.TestGroupConfig;
import org.pitest.util.Verbosity;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// Classes of one module, each of their checks taken away, one at a time, with what the tests of that module say to it. Which ones may stay unnoticed stands in
/// `tolerated-in-MODULE.txt`, with the reason.
///
/// @param module  its folder
/// @param root    of its packages; tests are looked for below it
/// @param home    package of the classes
/// @param classes simple names
record RemovedChecks(String module, String root, String home, List<String> classes) {
    /// What takes a check away: a condition that always or never holds, a refusal that is not given, an answer turned round.
    private static final List<String> REMOVALS = List.of("REMOVE_CONDITIONALS", "EMPTY_RETURNS", "NULL_RETURNS",
            "TRUE_RETURNS", "FALSE_RETURNS", "PRIMITIVE_RETURNS", "VOID_METHOD_CALLS");
    private static final Set<String> NOTICED = Set.of("KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR");

    /// @param changes   how many were tried
    /// @param unnoticed class, method, what was changed, and the line of the source as it reads: a number would be another one tomorrow
    record Outcome(int changes, List<String> unnoticed) {}

    Outcome tried() throws IOException {
        Files.createDirectories(report());
        AnalysisResult result = new EntryPoint().execute(folder().toFile(), options(), PluginServices
                .makeForContextLoader(), Map.of());
        if (result.getError().isPresent()) {
            throw new IllegalStateException("The checks of %s could not be taken away.".formatted(module), result
                    .getError().get());
        }
        List<Element> mutations = mutations();
        List<String> unnoticed = new ArrayList<>();
        for (Element mutation : mutations) {
            if (!NOTICED.contains(mutation.getAttribute("status"))) {
                unnoticed.add(name(mutation));
            }
        }
        return new Outcome(mutations.size(), unnoticed);
    }

    Set<String> tolerated() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/dev/ondol/benchmarks/safety/tolerated-in-"
                + module + ".txt"))) {
            return lines.filter(line -> !line.startsWith("#")).collect(Collectors.toSet());
        }
    }

    private ReportOptions options() {
        ReportOptions options = new ReportOptions();
        options.setProjectBase(folder());
        options.setReportDir(report().toString());
        // Classes in a jar are not mutated: the folders they came from take its place.
        Path target = folder().resolve("target");
        options.setClassPathElements(Stream.concat(Stream.of(target.resolve("classes"), target.resolve("test-classes")),
                Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator))).map(Path::of)
                        .filter(part -> !part.toAbsolutePath().normalize().startsWith(target)))
                .map(Path::toString).toList());
        options.setSourceDirs(List.of(sources()));
        options.setCodePaths(List.of(target.resolve("classes").toString()));
        options.setTargetClasses(classes.stream().flatMap(name -> Stream.of(home + "." + name, home + "." + name
                + "$*")).toList());
        Predicate<String> tests = name -> name.startsWith(root + ".") && name.endsWith("Test");
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

    private List<Element> mutations() throws IOException {
        try {
            NodeList all = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report().resolve(
                    "mutations.xml").toFile()).getElementsByTagName("mutation");
            List<Element> mutations = new ArrayList<>();
            for (int i = 0; i < all.getLength(); i++) {
                mutations.add((Element) all.item(i));
            }
            return mutations;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("The report of PIT (%s) must be XML.".formatted(report()), e);
        }
    }

    private String name(Element mutation) throws IOException {
        String type = text(mutation, "mutatedClass").substring(home.length() + 1);
        String file = type.contains("$") ? type.substring(0, type.indexOf('$')) : type;
        String mutator = text(mutation, "mutator");
        String line = Files.readAllLines(sources().resolve(home.replace('.', '/')).resolve(file + ".java")).get(Integer
                .parseInt(text(mutation, "lineNumber")) - 1);
        return "%s.%s | %s | %s".formatted(type, text(mutation, "mutatedMethod"), mutator.substring(mutator
                .lastIndexOf('.') + 1), line.strip());
    }

    private Path folder() {
        return Path.of("..", module).toAbsolutePath().normalize();
    }

    private Path sources() {
        return folder().resolve(Path.of("src", "main", "java"));
    }

    private Path report() {
        return Path.of("target", "mutations", module).toAbsolutePath();
    }

    private static String text(Element mutation, String tag) {
        return mutation.getElementsByTagName(tag).item(0).getTextContent();
    }
}

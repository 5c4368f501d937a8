package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The words of both languages fit each other and the scripts that use them.
final class WordsTest {
    private static final Path WEB = Path.of("src/main/resources/dev/ondol/dashboards/web");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Pattern USE = Pattern.compile("\\bt\\(\\s*\"([a-zA-Z0-9.-]+)\"");
    private static final Pattern RULE = Pattern.compile(
            "(?:asConstraint\\(|= |List\\.of\\(|add\\((?:into, )?|return )\"([A-Z][A-Za-z -]+)\"");
    private static final Pattern STEM = Pattern.compile("\\bt\\(\\s*`([a-zA-Z0-9.-]+\\.)\\$");

    @Test
    void bothLanguagesHaveTheSameKeysWithTheSameParameters() throws Exception {
        Map<String, String> english = words("en");
        Map<String, String> korean = words("ko");
        assertThat(korean.keySet()).isEqualTo(english.keySet());
        english.forEach((key, text) -> assertThat(parameters(korean.getOrDefault(key, ""))).as(key)
                .isEqualTo(parameters(text)));
    }

    @Test
    void everyKeyThatAScriptUsesHasWords() throws Exception {
        Map<String, String> english = words("en");
        for (Path script : scripts()) {
            String text = Files.readString(script);
            assertThat(USE.matcher(text).results().map(use -> use.group(1))).as(script.toString())
                    .allMatch(english::containsKey);
            assertThat(STEM.matcher(text).results().map(use -> use.group(1))).as(script.toString())
                    .allMatch(stem -> english.keySet().stream().anyMatch(key -> key.startsWith(stem)));
        }
    }

    /// Roles do not import each other, so the names are read where they are written.
    @Test
    void everyRuleThatTheOptimizerNamesHasWords() throws Exception {
        Map<String, String> english = words("en");
        Set<String> rules = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("../optimizer/src/main/java/dev/ondol/optimizer"))) {
            for (Path file : files.filter(each -> each.toString().matches(
                    ".*/(PlanRules|Rules|SetpointReasons|JobReasons|PlanWriter)\\.java")).toList()) {
                RULE.matcher(Files.readString(file)).results().map(found -> found.group(1)).forEach(rules::add);
            }
        }
        assertThat(rules).contains("Facility energy", "Tenant quota", "Envelope", "Slew limit").hasSizeGreaterThan(25);
        assertThat(rules).allMatch(rule -> english.containsKey("reason." + rule.toLowerCase(Locale.ROOT).replace(' ',
                '-')));
    }

    @Test
    void scriptsAreCheckedAndSmall() throws Exception {
        for (Path script : scripts()) {
            List<String> lines = Files.readAllLines(script, StandardCharsets.UTF_8);
            assertThat(lines.getFirst()).as(script.toString()).isEqualTo("// @ts-check");
            assertThat(lines.size()).as(script.toString()).isLessThan(300);
        }
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(WEB)) {
            return files.filter(file -> file.toString().endsWith(".js")).toList();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> words(String language) throws IOException, MalformedMessage {
        byte[] json = Files.readAllBytes(WEB.resolve("i18n").resolve(language + ".json"));
        return new TreeMap<>(JsonMessages.read(json, Map.class));
    }

    private static SortedSet<String> parameters(String text) {
        return new TreeSet<>(PARAMETER.matcher(text).results().map((MatchResult match) -> match.group(1)).toList());
    }
}

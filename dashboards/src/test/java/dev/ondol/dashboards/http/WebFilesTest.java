package dev.ondol.dashboards.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class WebFilesTest {
    private static final Path WEB = Path.of("src/main/resources/dev/ondol/dashboards/web");
    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*\\(?\"(\\./[^\"]+)\"");

    private final WebFiles files = new WebFiles();

    @Test
    void everyFileOfTheFolderIsServedAndNoOther() throws IOException {
        try (Stream<Path> found = Files.walk(WEB)) {
            assertThat(found.filter(Files::isRegularFile).map(file -> WEB.relativize(file).toString())
                    .filter(name -> !name.endsWith(".html"))).containsExactlyInAnyOrderElementsOf(WebFiles.NAMES);
        }
        assertThat(files.at("/assets/" + files.hash() + "/../openapi.yaml")).isEmpty();
        assertThat(files.at("/assets/0000/main.js")).isEmpty();
    }

    @Test
    void everyImportOfAScriptLeadsToAFile() {
        for (String name : WebFiles.NAMES) {
            String text = files.at("/assets/" + files.hash() + "/" + name).orElseThrow().body().toString();
            assertThat(IMPORT.matcher(text).results().map(match -> match.group(1).substring(2))).as(name)
                    .allMatch(WebFiles.NAMES::contains);
        }
    }

    @Test
    void everyAddressOfTheImportMapLeadsToAFile() {
        String page = files.index().body().toString();
        assertThat(Pattern.compile("\"(/lib/[^\"]+)\"").matcher(page).results().map(match -> match.group(1)))
                .isNotEmpty()
                .allMatch(address -> files.at(address).isPresent());
        assertThat(page).doesNotContain("{{");
    }
}

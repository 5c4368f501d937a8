package dev.ondol.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The guide and its pictures fit each other; how the pictures are taken is GuidePicturesIT's.
final class GuideTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]+]\\((img/[a-z-]+\\.png)\\)");
    private static final long MOST = 150_000;

    @Test
    void everyPictureOfTheGuideIsThereAndSmallAndNoOtherIs() throws IOException {
        NavigableSet<String> named = new TreeSet<>();
        for (String page : List.of("dashboard.md", "replay.md")) {
            PICTURE.matcher(Files.readString(DOCS.resolve(page))).results().map(found -> found.group(1)).forEach(
                    named::add);
        }
        assertThat(named).hasSizeGreaterThan(5);
        for (String picture : named) {
            assertThat(DOCS.resolve(picture)).exists();
            assertThat(Files.size(DOCS.resolve(picture))).as(picture).isBetween(1_000L, MOST);
        }
        try (Stream<Path> there = Files.list(DOCS.resolve("img"))) {
            assertThat(there.map(file -> "img/" + file.getFileName()).toList()).hasSameElementsAs(named);
        }
    }
}

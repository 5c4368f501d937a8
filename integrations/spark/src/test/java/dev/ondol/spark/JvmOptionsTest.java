package dev.ondol.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {
    private static final String OPENS = "--add-opens=";

    @Test
    void whatSparksOwnLauncherOpensIsOpenWhereThisJavaHasIt() throws IOException {
        List<String> opened = Arrays.stream(JavaModuleOptions.defaultModuleOptionArray()).filter(option -> option
                .startsWith(OPENS)).filter(JvmOptionsTest::exists).toList();
        assertThat(opened).hasSizeGreaterThan(10);
        assertThat(Files.readAllLines(Path.of("jvm.options")).stream().filter(line -> line.startsWith(OPENS)))
                .containsExactlyInAnyOrderElementsOf(opened);
    }

    private static boolean exists(String option) {
        String[] parts = option.substring(OPENS.length()).split("[/=]", -1);
        return ModuleLayer.boot().findModule(parts[0]).map(module -> module.getPackages().contains(parts[1])).orElse(
                parts[0].equals("java.security.jgss"));
    }
}

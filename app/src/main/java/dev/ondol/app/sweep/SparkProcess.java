package dev.ondol.app.sweep;

import dev.ondol.app.config.UserError;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.simulator.sweep.SweepNews;
import dev.ondol.simulator.sweep.SweepOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Spark in a process and on a class path of its own. It lives as long as this one holds its input open.
///
/// @param folder `integrations/spark` as it was built
/// @param memory of the process, as Java writes it: `2g`
public record SparkProcess(Path folder, String memory) {
    private static final Logger log = LoggerFactory.getLogger(SparkProcess.class);
    private static final String PROPERTY = "ondol.spark";
    private static final String MAIN = "dev.ondol.spark.SweepProcess";

    /// The one that the launcher has built.
    ///
    /// @throws UserError if there is none
    public static SparkProcess built(String memory) {
        SparkProcess spark = new SparkProcess(Path.of(System.getProperty(PROPERTY, "integrations/spark")), memory);
        if (!Files.isDirectory(spark.jars())) {
            throw new UserError(
                    "Apache Spark is not built: there is no %s. Start with ./ondol sweep, which builds it, or run: mvn -pl integrations/spark -am package -DskipTests"
                            .formatted(spark.jars()));
        }
        return spark;
    }

    private Path jars() {
        return folder.resolve(Path.of("target", "spark", "jars"));
    }

    /// Carries out an order and returns the last news; before the first year is done that is nothing done.
    ///
    /// @param told hears of each year that is done
    /// @throws UserError if Spark ended before the work did
    public SweepNews run(SweepOrder order, Consumer<SweepNews> told) throws InterruptedException {
        try {
            Process process = builder(order).start();
            try (OutputStream in = process.getOutputStream();
                    BufferedReader out = process.inputReader(
                            StandardCharsets.UTF_8)) {
                in.write(JsonMessages.write(order));
                in.write('\n');
                in.flush();
                SweepNews last = new SweepNews(0, null, 0, 0);
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    last = JsonMessages.read(line.getBytes(StandardCharsets.UTF_8), SweepNews.class);
                    told.accept(last);
                }
                int code = process.waitFor();
                if (code != 0 || last.done() < order.plan().years().size()) {
                    throw new UserError(
                            "Spark ended with %d after %d of %d facility-years; what it said stands above. The same command goes on there."
                                    .formatted(code, last.done(), order.plan().years().size()));
                }
                return last;
            } catch (MalformedMessage e) {
                throw new IllegalStateException("Spark's process said something else than news.", e);
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder(SweepOrder order) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "-Xmx" + memory, "@" + folder.resolve("jvm.options"), "-cp",
                jars().resolve("*")
                        .toString(),
                MAIN));
        log.debug("Starting {}", command);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
        builder.environment().put("SPARK_LOCAL_IP", order.listen());
        return builder;
    }
}

package dev.ondol.spark;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.simulator.sweep.SweepOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process of Spark under `ondol sweep`. It reads one order from its input, writes a line of news a year to its output, and ends when its input
/// ends: whoever ordered is gone then.
public final class SweepProcess {
    private static final Logger log = LoggerFactory.getLogger(SweepProcess.class);
    private static final int FAILED = 1;

    private SweepProcess() {}

    public static void main(String[] args) throws IOException, MalformedMessage {
        PrintStream news = System.out;
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = orders.readLine();
        if (line == null) {
            throw new IllegalArgumentException(
                    "The order must be a line of JSON on the input, as ondol sweep writes it.");
        }
        SweepOrder order = JsonMessages.read(line.getBytes(StandardCharsets.UTF_8), SweepOrder.class);
        Thread.ofPlatform().daemon().name("orders").start(() -> endWith(orders));
        try {
            new SparkSweep(order).run(each -> {
                news.println(new String(JsonMessages.write(each), StandardCharsets.UTF_8));
                news.flush();
            });
        } catch (IOException e) {
            log.error("The folder {} cannot be used: {}.", order.folder(), e.getMessage());
            System.exit(FAILED);
        } catch (Exception e) { // Spark's own are checked ones that no signature tells of
            log.error("Spark on {} has failed: {}", order.master(), e.getMessage());
            log.debug("This way", e);
            System.exit(FAILED);
        }
    }

    private static void endWith(BufferedReader orders) {
        try {
            while (orders.readLine() != null) {
                log.warn("One order a process; this one is left.");
            }
        } catch (IOException e) {
            log.debug("The input broke.", e);
        }
        Runtime.getRuntime().halt(FAILED);
    }
}

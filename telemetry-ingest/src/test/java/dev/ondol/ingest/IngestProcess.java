package dev.ondol.ingest;

import dev.ondol.historian.DatabaseAddress;
import dev.ondol.historian.Historian;
import dev.ondol.messaging.BrokerAddress;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/// Ingest in a process of its own, for tests that kill it. Arguments: broker, JDBC URL, user, password.
public final class IngestProcess {
    private IngestProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        Historian historian = Historian.open(new DatabaseAddress(arguments[1], arguments[2], arguments[3]));
        try (IngestRole role = new IngestRole(IngestRig.SITE, IngestRig.POINTS, BrokerAddress.of(arguments[0]),
                historian,
                Clock.systemUTC())) {
            role.start();
            IngestRig.awaitConnected(role);
            System.out.println("started");
            new CountDownLatch(1).await();
        } finally {
            historian.close();
        }
    }
}

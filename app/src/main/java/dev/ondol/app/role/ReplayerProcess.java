package dev.ondol.app.role;

import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.replay.Replayer;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.historian.Historian;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// The replayer of one site with the historian that it reads, as an `ondol.yaml` says. It needs no broker.
public final class ReplayerProcess implements RoleProcess {
    private static final String ROLE = "replayer";

    private final String announcement;
    private final Shutdown shutdown = new Shutdown();
    private final CountDownLatch closed = new CountDownLatch(1);

    private ReplayerProcess(Replayer.Plant plant, Historian historian, Path folder) {
        shutdown.add("historian", historian);
        shutdown.add(ROLE, new Replayer(plant, historian, folder)).start();
        announcement = "Ondol replays %s: what is asked for on the Replay screen; recordings in %s".formatted(
                plant.site().id(),
                folder.resolve("recordings"));
    }

    /// Starts it; the database must be there to say which schema it has.
    public static ReplayerProcess start(ConfigurationFile file) throws InvalidConfiguration {
        Replayer.Plant plant = new Replayer.Plant(file.site(), file.siteText());
        Historian historian = Historian.open(file.database(ROLE));
        try {
            return new ReplayerProcess(plant, historian, file.replayFolder());
        } catch (RuntimeException e) {
            historian.close();
            throw e;
        }
    }

    @Override
    public String announcement() {
        return announcement;
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        shutdown.close();
        closed.countDown();
    }
}

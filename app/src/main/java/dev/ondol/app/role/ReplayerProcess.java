package dev.ondol.app.role;

import dev.ondol.app.config.ConfigurationFile;
import dev.ondol.app.replay.Replayer;
import dev.ondol.facility.config.InvalidConfiguration;
import dev.ondol.historian.Historian;
import java.nio.file.Path;

/// The replayer of one site with the historian that it reads, as an `ondol.yaml` says. It needs no broker.
public final class ReplayerProcess {
    private static final String ROLE = "replayer";

    private ReplayerProcess() {}

    /// Starts it; the database must be there to say which schema it has.
    public static RoleProcess start(ConfigurationFile file) throws InvalidConfiguration {
        Replayer.Plant plant = new Replayer.Plant(file.site(), file.siteText());
        Shutdown shutdown = new Shutdown();
        Historian historian = shutdown.add("historian", Historian.open(file.database(ROLE)));
        try {
            Path folder = file.replayFolder();
            shutdown.add(ROLE, new Replayer(plant, historian, folder)).start();
            return new StartedRole("Ondol replays %s: what is asked for on the Replay screen; recordings in %s"
                    .formatted(plant.site().id(), folder.resolve("recordings")), shutdown);
        } catch (RuntimeException e) {
            shutdown.close();
            throw e;
        }
    }
}

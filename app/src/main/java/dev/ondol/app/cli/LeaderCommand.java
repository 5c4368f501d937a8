package dev.ondol.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.Mode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ondol leader`: which process of control leads. 0: one does, 1: none is heard.
@Command(name = "leader", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Says which process of control leads, in which epoch and mode, and since when: as the broker tells it, without dashboard and database.",
        "Ends with 1 where none is heard within 3 s; the plant is on its local rules then."})
public final class LeaderCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PlantLine line = new PlantLine();

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    /// @param leader name of the process; of one that is silent the last that said it was there
    /// @param since  wall time since which it has been at the broker, or since it is not any more; absent where nobody has said
    /// @param mode   in force; absent where nobody leads
    private record Answer(boolean leads, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String leader, long epoch,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Mode mode,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String since) {
        static Answer of(PlantLine.Leading heard) {
            Optional<String> since = heard.status().map(status -> Instant.ofEpochMilli(status.wall()).toString());
            Optional<String> last = heard.status().map(status -> status.boot());
            return heard.beat().map(beat -> new Answer(true, beat.leader(), beat.epoch(), beat.mode(), since.orElse(
                    null))).orElseGet(() -> new Answer(false, last.orElse(null), 0, null, since.orElse(null)));
        }

        String text() {
            String when = since == null ? "" : " since " + since;
            if (leads) {
                return "%s leads%s, in epoch %d and mode %s.".formatted(leader == null ? "A process" : leader, when,
                        epoch, mode);
            }
            return "Nobody leads: no heartbeat of control within 3 s. "
                    + (leader == null ? "None was ever there." : "The last one was %s (%s).".formatted(leader, since))
                    + " Start one with ondol control, or look at its log.";
        }
    }

    @Override
    public Integer call() throws Exception {
        Answer answer = Answer.of(line.leading());
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? new String(JsonMessages.write(answer), StandardCharsets.UTF_8) : answer.text());
        out.flush();
        return answer.leads() ? 0 : 1;
    }
}

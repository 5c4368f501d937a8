package dev.ondol.slurm.command;

import dev.ondol.slurm.queue.QueueReader;
import dev.ondol.slurm.queue.QueuedJob;
import dev.ondol.slurm.queue.UnreadableQueue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Slurm by its programs `squeue` and `scontrol`, which find the cluster as they do for anybody: by `SLURM_CONF` or
/// /etc/slurm/slurm.conf. Nothing goes through a shell.
public final class SlurmPrograms implements Slurm {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> AWAY = List.of("Unable to contact", "Connection refused", "Connection timed out",
            "Zero Bytes", "Socket timed out", "Protocol authentication error");

    private final Map<String, String> environment;

    /// @param environment variables that Slurm's programs get beside those of this process
    public SlurmPrograms(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    private record Ended(int code, String out, String err) {}

    @Override
    public List<QueuedJob> queue() throws SlurmUnavailable {
        Ended ended = run(List.of("squeue", "--json"));
        if (ended.code() != 0) {
            throw new SlurmUnavailable("squeue failed: %s".formatted(ended.err()), null);
        }
        try {
            return QueueReader.read(ended.out());
        } catch (UnreadableQueue e) {
            throw new SlurmUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void bind(long job, List<String> nodes, boolean again, String note) throws SlurmRefused, SlurmUnavailable {
        List<String> words = new ArrayList<>(List.of("update", "JobId=" + job, "ReqNodeList=" + String.join(",", nodes),
                "AdminComment=" + note));
        if (again) { // Slurm would let two minutes pass since it was put back
            words.add("StartTime=now");
        }
        control(words);
    }

    @Override
    public void unbind(long job, String note) throws SlurmRefused, SlurmUnavailable {
        control(List.of("update", "JobId=" + job, "ReqNodeList=", "AdminComment=" + note));
    }

    @Override
    public void requeue(long job) throws SlurmRefused, SlurmUnavailable {
        control(List.of("requeuehold", String.valueOf(job)));
    }

    @Override
    public void note(long job, String note) throws SlurmRefused, SlurmUnavailable {
        control(List.of("update", "JobId=" + job, "AdminComment=" + note));
    }

    @Override
    public void release(long job) throws SlurmRefused, SlurmUnavailable {
        control(List.of("release", String.valueOf(job)));
    }

    private void control(List<String> words) throws SlurmRefused, SlurmUnavailable {
        List<String> all = new ArrayList<>(List.of("scontrol"));
        all.addAll(words);
        Ended ended = run(all);
        if (ended.code() == 0) {
            return;
        }
        String said = "%s: %s".formatted(String.join(" ", all), ended.err());
        if (AWAY.stream().anyMatch(ended.err()::contains)) {
            throw new SlurmUnavailable(said, null);
        }
        throw new SlurmRefused(said);
    }

    private Ended run(List<String> words) throws SlurmUnavailable {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> out = drained(process.getInputStream());
            CompletableFuture<String> err = drained(process.getErrorStream());
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new SlurmUnavailable("%s did not end within %d s.".formatted(words.getFirst(), PATIENCE
                        .toSeconds()), null);
            }
            return new Ended(process.exitValue(), out.join(), err.join().strip());
        } catch (IOException e) {
            throw new SlurmUnavailable("%s does not start: %s. Is slurm-client installed?".formatted(words.getFirst(), e
                    .getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SlurmUnavailable("%s was interrupted.".formatted(words.getFirst()), e);
        }
    }

    /// Reads until the end, so that the program never waits for us.
    private static CompletableFuture<String> drained(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            try (stream) {
                stream.transferTo(kept);
            } catch (IOException e) {
                // the program was ended; what it had said is kept
            }
            text.complete(kept.toString(StandardCharsets.UTF_8));
        });
        return text;
    }
}

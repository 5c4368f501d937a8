package dev.ondol.slurm.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ondol.slurm.queue.QueuedJob.Place;
import dev.ondol.slurm.queue.QueuedJob.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads `squeue --json`. Slurm's JSON changes with its versions: a number may be a number, null, or an object with `set`,
/// `infinite` and `number` (from 23.02 on); a state may be a word or a list of words (from 23.11 on). Both are taken.
public final class QueueReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /// Slurm's NO_VAL; INFINITE is one more.
    private static final long NO_VALUE = 4_294_967_294L;
    private static final Pattern NODES = Pattern.compile("(?:^|,)node=(\\d{1,6})");
    private static final Pattern DEPENDED_ON = Pattern.compile(":(\\d{1,18})");
    private static final Pattern MEMORY = Pattern.compile("(?:^|,)mem=(\\d{1,12})(?:\\.\\d+)?([KMGTP]?)");

    private QueueReader() {}

    /// The jobs in Slurm's order.
    ///
    /// @throws UnreadableQueue if this is no queue
    public static List<QueuedJob> read(String json) throws UnreadableQueue {
        try {
            JsonNode said = MAPPER.readTree(json);
            // squeue ends with 0 and an empty list where slurmctld does not answer
            if (!said.path("errors").isEmpty()) {
                throw new UnreadableQueue("squeue tells errors: %s".formatted(said.path("errors")), null);
            }
            JsonNode jobs = said.path("jobs");
            if (!jobs.isArray()) {
                throw new UnreadableQueue("The output of squeue has no list of jobs.", null);
            }
            List<QueuedJob> queue = new ArrayList<>();
            for (JsonNode job : jobs) {
                queue.add(job(job));
            }
            return queue;
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableQueue("The output of squeue is not readable: %s".formatted(e.getMessage()), e);
        }
    }

    private static QueuedJob job(JsonNode job) {
        JobState state = JobState.of(words(job.path("job_state")));
        String account = text(job, "account");
        return new QueuedJob(text(job, "cluster"), number(job, "job_id"), state, held(job),
                number(job, "restart_cnt") > 0,
                text(job, "admin_comment"),
                text(job, "comment"), text(job, "partition"), account.isBlank() ? text(job, "user_name") : account,
                GpuRequest.of(text(job, "tres_per_node"), text(job, "tres_per_job"), text(job, "tres_per_task")),
                size(job), number(job, "time_limit"), number(job, "submit_time"), number(job, "start_time"),
                number(job, "end_time"), dependsOn(text(job, "dependency")), places(job));
    }

    private static boolean held(JsonNode job) {
        JsonNode priority = job.path("priority");
        return priority.isObject()
                ? priority.path("set").asBoolean() && priority.path("number").asLong() == 0
                : priority.isNumber() && priority.asLong() == 0;
    }

    private static Size size(JsonNode job) {
        String asked = text(job, "tres_req_str");
        Matcher nodes = NODES.matcher(asked);
        // node_count of a waiting job is a guess of squeue, which may be too high
        int count = nodes.find() ? Integer.parseInt(nodes.group(1)) : small(job, "node_count");
        return new Size(Math.max(1, count), small(job, "max_nodes"), Math.max(1, small(job, "tasks")), small(job,
                "cpus"), memoryMiB(asked));
    }

    private static long memoryMiB(String asked) {
        Matcher memory = MEMORY.matcher(asked);
        if (!memory.find()) {
            return 0;
        }
        long amount = Long.parseLong(memory.group(1));
        return switch (memory.group(2)) {
            case "K" -> amount / 1024;
            case "G" -> amount * 1024;
            case "T" -> amount * 1024 * 1024;
            case "P" -> amount * 1024 * 1024 * 1024;
            default -> amount;
        };
    }

    /// Nodes and the GPUs on each, which `gres_detail` lists in the order of the nodes.
    private static List<Place> places(JsonNode job) {
        List<String> nodes = HostList.expand(text(job, "nodes"));
        JsonNode details = job.path("gres_detail");
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            places.add(new Place(nodes.get(i), GpuRequest.count(details.path(i).asText(""))));
        }
        return places;
    }

    /// Slurm keeps `afterok:17(unfulfilled)` of a held job as it was, whatever has become of 17.
    private static Set<Long> dependsOn(String dependency) {
        return DEPENDED_ON.matcher(dependency).results().map(job -> Long.valueOf(job.group(1)))
                .collect(Collectors.toSet());
    }

    private static List<String> words(JsonNode state) {
        if (!state.isArray()) {
            return List.of(state.asText());
        }
        List<String> words = new ArrayList<>();
        state.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static String text(JsonNode job, String key) {
        return job.path(key).asText("");
    }

    private static int small(JsonNode job, String key) {
        return (int) Math.min(Integer.MAX_VALUE, number(job, key));
    }

    /// 0 where Slurm says null, not set, or infinite.
    private static long number(JsonNode job, String key) {
        JsonNode value = job.path(key);
        if (value.isObject()) {
            boolean known = value.path("set").asBoolean() && !value.path("infinite").asBoolean();
            return known ? value.path("number").asLong() : 0;
        }
        long number = value.asLong(0);
        return number < 0 || number >= NO_VALUE ? 0 : number;
    }
}

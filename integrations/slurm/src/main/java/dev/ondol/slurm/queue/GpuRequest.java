package dev.ondol.slurm.queue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// GPUs that a job asks for, in the way in which it does; the other ways are 0.
///
/// @param perNode by `--gres=gpu:N` or `--gpus-per-node`
/// @param perJob  by `--gpus`
/// @param perTask by `--gpus-per-task`
/// @param type    the type of the GPU where the job names one, for example `h200`
public record GpuRequest(int perNode, int perJob, int perTask, Optional<String> type) {
    // 22.05 writes gres:gpu:h200:2; from 23.11 on it is gres/gpu:h200:2, or gres/gpu:h200=2
    private static final Pattern GPU = Pattern.compile(
            "(?:^|[,:/])gpu(?::([A-Za-z][\\w.+-]*))?(?:[:=](\\d{1,6}))?(?=$|[,(])");

    static GpuRequest of(String perNode, String perJob, String perTask) {
        Optional<String> type = type(perNode).or(() -> type(perJob)).or(() -> type(perTask));
        return new GpuRequest(count(perNode), count(perJob), count(perTask), type);
    }

    public boolean none() {
        return perNode == 0 && perJob == 0 && perTask == 0;
    }

    /// GPUs in a text such as `gres:gpu:h200:2,gres:shard:4` or `gpu:h200:2(IDX:0-1)`; one that names no number is one.
    static int count(String text) {
        int sum = 0;
        Matcher found = GPU.matcher(text);
        while (found.find()) {
            sum += found.group(2) == null ? 1 : Integer.parseInt(found.group(2));
        }
        return sum;
    }

    private static Optional<String> type(String text) {
        Matcher found = GPU.matcher(text);
        return found.find() ? Optional.ofNullable(found.group(1)) : Optional.empty();
    }
}

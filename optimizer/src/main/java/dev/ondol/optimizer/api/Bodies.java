package dev.ondol.optimizer.api;

import com.fasterxml.jackson.databind.JsonMappingException;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.optimizer.placement.JobList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads bodies of requests and refuses what cannot be meant, naming the field.
final class Bodies {
    private static final long LONGEST_RUN_MS = 366L * 24 * 3_600_000;
    private static final long LATEST_MS = 32_503_680_000_000L;

    private Bodies() {}

    /// The body is not what it should be.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Problem problem;

        Refused(Problem problem) {
            super(problem.detail());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    static PlacementRequest request(byte[] body) throws Refused {
        PlacementRequest request = read(body, PlacementRequest.class);
        check(request, "");
        return request;
    }

    static PlacementEvent event(byte[] body) throws Refused {
        PlacementEvent event = read(body, PlacementEvent.class);
        present(event.type(), "type");
        time(event.at(), "at");
        return event;
    }

    static Weights weights(byte[] body) throws Refused {
        return read(body, Weights.class);
    }

    static List<JobProgress> progress(byte[] body) throws Refused {
        ProgressList list = read(body, ProgressList.class);
        for (int i = 0; i < list.jobs().size(); i++) {
            JobProgress job = list.jobs().get(i);
            present(job.jobId(), "jobs[%d].jobId".formatted(i));
            if (!(job.stepsPerSecond() > 0 && job.stepsPerSecond() < Double.POSITIVE_INFINITY)) {
                throw new Refused(Problem.field("jobs[%d].stepsPerSecond".formatted(i),
                        "The pace (%s) of job %s must be a number above 0.".formatted(job.stepsPerSecond(), job
                                .jobId())));
            }
        }
        return list.jobs();
    }

    static JobList jobs(byte[] body) throws Refused {
        JobList list = read(body, JobList.class);
        time(list.time(), "t");
        for (int i = 0; i < list.jobs().size(); i++) {
            RunningJob job = list.jobs().get(i);
            String at = "jobs[%d].".formatted(i);
            present(job.jobId(), at + "jobId");
            present(job.request(), at + "request");
            check(job.request(), at + "request.");
            if (!job.jobId().equals(job.request().jobId())) {
                throw new Refused(
                        Problem.field(at + "request.jobId", "The job (%s) carries the request of another one (%s)."
                                .formatted(job.jobId(), job.request().jobId())));
            }
            time(job.startedAt(), at + "startedAt");
            for (var share : job.assignments()) {
                present(share.node(), at + "assignments.node");
                range(share.gpus(), 0, 1024, at + "assignments.gpus");
                range(share.replicas(), 0, 10_000, at + "assignments.replicas");
            }
        }
        return list;
    }

    private static void check(PlacementRequest request, String at) throws Refused {
        present(request.jobId(), at + "jobId");
        present(request.gang(), at + "gang");
        present(request.gang().strategy(), at + "gang.strategy");
        present(request.perReplica(), at + "perReplica");
        present(request.workload(), at + "workload");
        present(request.tenant(), at + "tenant");
        present(request.time(), at + "time");
        time(request.time().earliestStart(), at + "time.earliestStart");
        range(request.time().durationMs(), 1, LONGEST_RUN_MS, at + "time.durationMs");
        Long deadline = request.time().deadline();
        if (deadline != null) {
            time(deadline, at + "time.deadline");
        }
        if (request.perReplica().gpu() == 0 && request.perReplica().cpuMilli() == 0) {
            throw new Refused(Problem.field(at + "perReplica", "A replica must ask for GPUs or processors."));
        }
    }

    private static void present(@Nullable Object value, String field) throws Refused {
        if (value == null) {
            throw new Refused(Problem.field(field, "%s must not be null.".formatted(field)));
        }
    }

    private static void time(long millis, String field) throws Refused {
        range(millis, 0, LATEST_MS, field);
    }

    private static void range(long value, long low, long high, String field) throws Refused {
        if (value < low || value > high) {
            throw new Refused(Problem.field(field, "%s (%d) must be %d to %d.".formatted(field, value, low, high)));
        }
    }

    private static <T> T read(byte[] body, Class<T> type) throws Refused {
        try {
            return JsonMessages.read(body, type);
        } catch (MalformedMessage e) {
            throw new Refused(Problem.field(field(e.getCause()), String.valueOf(e.getMessage())));
        }
    }

    private static @Nullable String field(@Nullable Throwable cause) {
        if (!(cause instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return null;
        }
        return mapping.getPath().stream().map(step -> step.getFieldName() == null
                ? "[" + step.getIndex() + "]"
                : "." + step.getFieldName()).collect(Collectors.joining()).replaceFirst("^\\.", "");
    }
}

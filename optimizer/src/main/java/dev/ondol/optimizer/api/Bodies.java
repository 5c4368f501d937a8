package dev.ondol.optimizer.api;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import dev.ondol.facility.plan.Weights;
import dev.ondol.facility.workload.JobProgress;
import dev.ondol.facility.workload.NodeRegistration;
import dev.ondol.facility.workload.Placement.Assignment;
import dev.ondol.facility.workload.PlacementEvent;
import dev.ondol.facility.workload.PlacementRequest;
import dev.ondol.facility.workload.RunningJob;
import dev.ondol.optimizer.placement.JobList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads bodies of requests and refuses what cannot be meant, naming the field and the remedy.
final class Bodies {
    /// Requests in one call.
    static final int MOST_REQUESTS = 1_000;
    private static final long LONGEST_RUN_MS = 366L * 24 * 3_600_000;
    private static final int MOST_LABELS = 100;
    /// The scheduler's clock may go ahead of the plant's by this much, milliseconds.
    static final long AHEAD_MS = 3_600_000;
    private static final int MOST_PRIORITY = 1_000_000;

    private Bodies() {}

    /// Whether a body holds a list rather than one thing.
    static boolean isList(byte[] body) {
        for (byte character : body) {
            if (character != ' ' && character != '\t' && character != '\r' && character != '\n') {
                return character == '[';
            }
        }
        return false;
    }

    static PlacementRequest request(byte[] body) throws Refused {
        PlacementRequest request = read(body, PlacementRequest.class);
        check(request, "");
        window(request, "");
        return request;
    }

    static List<PlacementRequest> requests(byte[] body) throws Refused {
        List<PlacementRequest> requests = Arrays.asList(read(body, PlacementRequest[].class));
        Fields.range(requests.size(), 1, MOST_REQUESTS, "[]");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < requests.size(); i++) {
            if (requests.get(i) == null) {
                throw new Refused(Problem.field("[%d]".formatted(i), "[%d] must not be null.".formatted(i)));
            }
            check(requests.get(i), "[%d].".formatted(i));
            window(requests.get(i), "[%d].".formatted(i));
            unique(names, requests.get(i).jobId(), "[%d].jobId".formatted(i));
        }
        return requests;
    }

    static PlacementEvent event(byte[] body) throws Refused {
        PlacementEvent event = read(body, PlacementEvent.class);
        Fields.time(event.at(), "at");
        return event;
    }

    static NodeRegistration node(byte[] body) throws Refused {
        NodeRegistration node = read(body, NodeRegistration.class);
        name(node.rack(), "rack");
        name(node.tenant(), "tenant");
        Fields.range(node.labels().size(), 0, MOST_LABELS, "labels");
        for (var label : node.labels().entrySet()) {
            Fields.name(label.getKey(), "labels", false);
            Fields.name(label.getValue(), "labels." + JsonFault.shortened(label.getKey()), true);
        }
        if (node.capacity() != null) {
            Fields.name(node.capacity().gpuModel(), "capacity.gpuModel", false);
        }
        return node;
    }

    private static void name(@Nullable String text, String field) throws Refused {
        if (text != null) {
            Fields.name(text, field, true);
        }
    }

    static Weights weights(byte[] body) throws Refused {
        return read(body, Weights.class);
    }

    static List<JobProgress> progress(byte[] body) throws Refused {
        ProgressList list = read(body, ProgressList.class);
        for (int i = 0; i < list.jobs().size(); i++) {
            JobProgress job = list.jobs().get(i);
            Fields.name(job.jobId(), "jobs[%d].jobId".formatted(i), false);
            if (!(job.stepsPerSecond() > 0 && job.stepsPerSecond() < Double.POSITIVE_INFINITY)) {
                throw new Refused(Problem.field("jobs[%d].stepsPerSecond".formatted(i),
                        "The pace (%s) of job %s must be a number above 0.".formatted(job.stepsPerSecond(),
                                job.jobId()),
                        "Leave out jobs that do no steps now."));
            }
        }
        return list.jobs();
    }

    static JobList jobs(byte[] body) throws Refused {
        JobList list = read(body, JobList.class);
        Fields.time(list.time(), "t");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.jobs().size(); i++) {
            RunningJob job = list.jobs().get(i);
            String at = "jobs[%d].".formatted(i);
            Fields.name(job.jobId(), at + "jobId", false);
            unique(names, job.jobId(), at + "jobId");
            check(job.request(), at + "request.");
            if (!job.jobId().equals(job.request().jobId())) {
                throw new Refused(Problem.field(at + "request.jobId",
                        "The job (%s) carries the request of another one (%s).".formatted(job.jobId(), job.request()
                                .jobId()),
                        "Send the request with which the job was asked for."));
            }
            Fields.time(job.startedAt(), at + "startedAt");
            if (job.startedAt() > list.time() + AHEAD_MS) {
                throw new Refused(Problem.field(at + "startedAt",
                        "The startedAt (%d) of job (%s) is more than an hour after t (%d).".formatted(job.startedAt(),
                                job.jobId(), list.time()),
                        "List jobs once they run."));
            }
            for (int share = 0; share < job.assignments().size(); share++) {
                String field = at + "assignments[%d].".formatted(share);
                check(job.assignments().get(share), field);
                if (job.assignments().get(share).sharedGpu() != null && job.request().perReplica().shareMilli() == 0) {
                    throw new Refused(Problem.field(field + "sharedGpu",
                            "The job (%s) has asked for whole GPUs.".formatted(job.jobId()), "Leave it out."));
                }
            }
        }
        return list;
    }

    private static void check(Assignment share, String at) throws Refused {
        Fields.name(share.node(), at + "node", false);
        Fields.range(share.gpus(), 0, 1024, at + "gpus");
        Fields.range(share.replicas(), 0, 10_000, at + "replicas");
        Integer shared = share.sharedGpu();
        if (shared != null) {
            Fields.range(shared, 0, 1023, at + "sharedGpu");
        }
    }

    private static void check(PlacementRequest request, String at) throws Refused {
        Fields.name(request.jobId(), at + "jobId", false);
        Fields.name(request.tenant(), at + "tenant", true);
        Fields.time(request.time().earliestStart(), at + "time.earliestStart");
        Fields.range(request.time().durationMs(), 1, LONGEST_RUN_MS, at + "time.durationMs");
        Fields.time(request.time().deadline(), at + "time.deadline");
        Fields.range(request.priority(), -MOST_PRIORITY, MOST_PRIORITY, at + "priority");
        names(request.perReplica().gpuModels(), at + "perReplica.gpuModels");
        names(request.candidates(), at + "candidates");
        if (request.perReplica().gpu() == 0 && request.perReplica().cpuMilli() == 0) {
            throw new Refused(Problem.field(at + "perReplica", "A replica must ask for GPUs or processors.",
                    "Send a gpu or a cpuMilli above 0."));
        }
    }

    /// What is asked for must have time; who runs already may be late.
    private static void window(PlacementRequest request, String at) throws Refused {
        Long deadline = request.time().deadline();
        if (deadline != null && deadline <= request.time().earliestStart()) {
            throw new Refused(Problem.field(at + "time.deadline",
                    "The deadline (%d) must be after the earliestStart (%d).".formatted(deadline, request.time()
                            .earliestStart()),
                    "Send a later deadline or leave it out."));
        }
    }

    private static void names(List<String> names, String field) throws Refused {
        for (int i = 0; i < names.size(); i++) {
            Fields.name(names.get(i), field + "[%d]".formatted(i), false);
        }
    }

    private static void unique(Set<String> names, String name, String field) throws Refused {
        if (!names.add(name)) {
            throw new Refused(Problem.field(field, "The job (%s) comes twice.".formatted(name), "Send each job once."));
        }
    }

    private static <T> T read(byte[] body, Class<T> type) throws Refused {
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] == 0) {
                throw new Refused(Problem.field(null, "The body is not UTF-8.", "Send JSON in UTF-8."));
            }
        }
        try {
            return JsonMessages.readStrictly(body, type);
        } catch (MalformedMessage e) {
            throw new Refused(JsonFault.problem(e));
        }
    }
}

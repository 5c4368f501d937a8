package dev.ondol.optimizer.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// An error as application/problem+json (RFC 9457).
///
/// @param type   about:blank: the code tells problems apart
/// @param title  short
/// @param status HTTP status
/// @param detail what is wrong
/// @param code   stable, for programs
/// @param field  the key of the body, the parameter or the header that is wrong, for example `gang.replicas`; absent where none is
/// @param remedy what the sender can do
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(String type, String title, int status, String detail, String code, @Nullable String field,
        String remedy) {
    private static final String DOCUMENT = "Send what /openapi.yaml describes.";
    private static final int LONGEST = 500;

    /// What was sent must not come back at length.
    Problem {
        detail = detail.length() > LONGEST ? JsonFault.shortened(detail) : detail;
    }

    static Problem of(int status, String code, String title, String detail, String remedy) {
        return new Problem("about:blank", title, status, detail, code, null, remedy);
    }

    static Problem field(@Nullable String field, String detail) {
        return field(field, detail, DOCUMENT);
    }

    static Problem field(@Nullable String field, String detail, String remedy) {
        return new Problem("about:blank", "The request is not valid", 400, detail, "invalid-request", field, remedy);
    }

    static Problem unplanned() {
        return of(404, "no-plan", "There is no plan yet", "The first planning cycle has not come.",
                "Ask again after the next cycle; they come every five minutes of plant time.");
    }

    static Problem unmetered(String jobId) {
        return of(404, "unmetered-job", "The job was not metered",
                "The job (%s) has not run while the meters were read, or the historian that would know does not answer."
                        .formatted(JsonFault.shortened(jobId)),
                "Ask again a minute after the job has started.");
    }

    static Problem unknown(String placementId) {
        return of(404, "unknown-placement", "There is no such placement",
                "The placement (%s) is not known here, or was forgotten long after its end."
                        .formatted(JsonFault.shortened(placementId)),
                "Ask for the job with POST /api/v1/placements; GET /api/v1/plan lists what may start.");
    }
}

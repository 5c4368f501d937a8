package dev.ondol.optimizer.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// An error as application/problem+json (RFC 9457).
///
/// @param type   about:blank: the code tells problems apart
/// @param title  short
/// @param status HTTP status
/// @param detail what is wrong and what was expected
/// @param code   stable, for programs
/// @param field  the key of the body that is wrong, for example `gang.replicas`; absent where none is
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(String type, String title, int status, String detail, String code, @Nullable String field) {
    static Problem of(int status, String code, String title, String detail) {
        return new Problem("about:blank", title, status, detail, code, null);
    }

    static Problem field(@Nullable String field, String detail) {
        return new Problem("about:blank", "The request is not valid", 400, detail, "invalid-request", field);
    }

    static Problem unplanned() {
        return of(404, "no-plan", "There is no plan yet", "The first planning cycle has not come.");
    }

    static Problem unmetered(String jobId) {
        return of(404, "unmetered-job", "The job was not metered",
                "The job (%s) has not run while the meters were read, or the historian that would know does not answer."
                        .formatted(jobId));
    }

    static Problem unknown(String placementId) {
        return of(404, "unknown-placement", "There is no such placement",
                "The placement (%s) is not known here, or was forgotten long after its end.".formatted(placementId));
    }
}

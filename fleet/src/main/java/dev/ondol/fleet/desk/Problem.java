package dev.ondol.fleet.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// An error as application/problem+json (RFC 9457).
///
/// @param type   about:blank: the code tells problems apart
/// @param title  short
/// @param status HTTP status
/// @param detail what is wrong
/// @param code   stable, for programs
/// @param field  the key of the body or the header that is wrong; absent where none is
/// @param remedy what the sender can do
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, String code, @Nullable String field,
        String remedy) {
    private static final int LONGEST = 500;

    /// What was sent must not come back at length.
    public Problem {
        detail = detail.length() > LONGEST ? detail.substring(0, LONGEST) + "…" : detail;
    }

    public static Problem of(int status, String code, String title, String detail, String remedy) {
        return new Problem("about:blank", title, status, detail, code, null, remedy);
    }

    public static Problem field(@Nullable String field, String detail, String remedy) {
        return new Problem("about:blank", "The request is not valid", 400, detail, "invalid-request", field, remedy);
    }

    static Problem unknown(String id) {
        return of(404, "unknown-placement", "There is no such placement",
                "The placement (%s) is of none of the sites of this fleet.".formatted(shortened(id)),
                "Send the placementId of an answer of this fleet as it is.");
    }

    static Problem away(String site, String why) {
        return of(503, "site-away", "The site does not answer now",
                "The site %s has the job and does not answer: %s".formatted(site, why),
                "Ask again; schedulers of that site go on with their own rules until it does.");
    }

    /// Nobody but the site can say whether it has placed the job.
    static Problem undecided(String site, String why) {
        return of(503, "site-silent", "The chosen site has not answered",
                "The job was given to the site %s, which has not answered: %s It may be placed there.".formatted(site,
                        why),
                "Ask again with the same Idempotency-Key: the same site is asked, and no other one. Where the site is lost for good, take it out of fleet.yaml.");
    }

    static Problem reused(String key) {
        return new Problem("about:blank", "The Idempotency-Key was used for another request", 422,
                "The key (%s) belongs to a request with another body.".formatted(shortened(key)), "key-reused",
                "Idempotency-Key", "Repeat a request with the same body, or choose a new key.");
    }

    /// At most 200 characters of what was sent.
    static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}

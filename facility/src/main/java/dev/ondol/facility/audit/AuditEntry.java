package dev.ondol.facility.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/// One thing that was done, before it has its place in the log.
///
/// @param key       names it once and for all: the same key is never written twice for a site
/// @param wall      wall time in milliseconds since 1970-01-01T00:00Z
/// @param plant     plant time in milliseconds; 0 where it has none
/// @param kind      group of acts, for example `command`, `mode`, `alarm`, `recommendation`
/// @param principal who did it
/// @param action    what was done, as a code
/// @param subject   to what: a point, an alarm, a recommendation; may be empty
/// @param outcome   what came of it, as a code
/// @param detail    everything else, of texts, numbers, truth values, lists and maps
public record AuditEntry(String key, long wall, long plant, String kind, String principal, String action,
        String subject, String outcome, Map<String, Object> detail) {
    /// Longest key, characters.
    public static final int LONGEST_KEY = 200;

    public AuditEntry {
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("The key (%s) must have 1 to %d characters.".formatted(key,
                    LONGEST_KEY));
        }
        detail = new LinkedHashMap<>(detail);
    }

    /// A key of a group and a name from outside, which may be of any length.
    public static String key(String group, String name) {
        String key = group + "/" + name;
        return key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY);
    }

    /// The same with another outcome and more detail.
    public AuditEntry with(String otherOutcome, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(detail);
        all.putAll(more);
        return new AuditEntry(key, wall, plant, kind, principal, action, subject, otherOutcome, all);
    }

    /// Its canonical text as the row of that number: what is hashed and kept, byte for byte.
    public String canonical(String site, long seq) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("site", site);
        all.put("seq", seq);
        all.put("key", key);
        all.put("wall", wall);
        all.put("plant", plant);
        all.put("kind", kind);
        all.put("principal", principal);
        all.put("action", action);
        all.put("subject", subject);
        all.put("outcome", outcome);
        all.put("detail", detail);
        return CanonicalJson.write(all);
    }
}

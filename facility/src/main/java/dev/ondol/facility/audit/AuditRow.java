package dev.ondol.facility.audit;

import java.util.Map;

/// One row of the log as it is kept.
///
/// @param seq      1, 2, 3, ... without a hole
/// @param previous hash of the row before; [HashChain#BEGINNING] for the first
/// @param hash     of the previous hash and the body, in hexadecimal
/// @param body     canonical JSON of the row
public record AuditRow(long seq, String previous, String hash, String body) {
    /// What the body says.
    public AuditEntry entry() {
        Map<String, Object> all = CanonicalJson.read(body);
        return new AuditEntry(text(all, "key"), number(all, "wall"), number(all, "plant"), text(all, "kind"), text(all,
                "principal"), text(all, "action"), text(all, "subject"), text(all, "outcome"), detail(all));
    }

    private static String text(Map<String, Object> all, String name) {
        return String.valueOf(all.get(name));
    }

    private static long number(Map<String, Object> all, String name) {
        return all.get(name) instanceof Number number ? number.longValue() : 0;
    }

    @SuppressWarnings("unchecked") // an object of JSON is read as such a map
    private static Map<String, Object> detail(Map<String, Object> all) {
        return all.get("detail") instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}

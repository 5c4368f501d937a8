package dev.ondol.facility.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Walks along the rows of a log and says where the chain breaks first. Each hash is the SHA-256 of the previous hash, as 64
/// hexadecimal digits, and the row's canonical JSON; so whoever changes a row must change every hash behind it. That the
/// end was cut off is seen by the [Head] that is kept elsewhere too. Owned by one thread.
public final class HashChain {
    /// The hash before the first row.
    public static final String BEGINNING = "0".repeat(64);

    private final String site;
    private long seq;
    private String hash;
    private Optional<Break> broken = Optional.empty();

    /// Number and hash of the newest row.
    public record Head(long seq, String hash) {
        /// Of an empty log.
        public static final Head NONE = new Head(0, BEGINNING);
    }

    /// @param seq where the chain breaks
    /// @param why as a code: `missing`, `out-of-order`, `wrong-previous`, `wrong-hash`, `wrong-body`, `cut-off`
    public record Break(long seq, String why) {}

    /// @param after the row behind which to begin, which is taken as right
    public HashChain(String site, Head after) {
        this.site = site;
        this.seq = after.seq();
        this.hash = after.hash();
    }

    /// @param body canonical JSON
    public static String hash(String previous, String body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /// Looks at the next row.
    ///
    /// @return false once the chain is broken
    public boolean accept(AuditRow row) {
        if (broken.isEmpty()) {
            broken = fault(row).map(why -> new Break(Math.min(row.seq(), seq + 1), why));
            seq = row.seq();
            hash = row.hash();
        }
        return broken.isEmpty();
    }

    private Optional<String> fault(AuditRow row) {
        if (row.seq() != seq + 1) {
            return Optional.of(row.seq() > seq + 1 ? "missing" : "out-of-order");
        }
        if (!row.previous().equals(hash)) {
            return Optional.of("wrong-previous");
        }
        if (!hash(row.previous(), row.body()).equals(row.hash())) {
            return Optional.of("wrong-hash");
        }
        boolean says = row.body().contains("\"seq\":" + row.seq() + ",\"site\":\"" + site + "\"");
        return says ? Optional.empty() : Optional.of("wrong-body");
    }

    /// There are no more rows.
    ///
    /// @param kept the newest row as it is kept elsewhere
    /// @return where the chain breaks, if it does
    public Optional<Break> end(Head kept) {
        if (broken.isEmpty() && (kept.seq() != seq || !kept.hash().equals(hash))) {
            broken = Optional.of(new Break(Math.min(kept.seq(), seq) + 1, "cut-off"));
        }
        return broken;
    }

    /// The last row that was looked at.
    public Head head() {
        return new Head(seq, hash);
    }
}

package dev.ondol.simulator.baseline;

import dev.ondol.facility.site.Site;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of what a result depends on, in hexadecimal digits.
public final class Digests {
    private Digests() {}

    /// The digest of these bytes.
    public static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /// The digest of a site's description, its comments and layout left out.
    public static String of(Site site) {
        return of(site.toString().getBytes(StandardCharsets.UTF_8));
    }
}

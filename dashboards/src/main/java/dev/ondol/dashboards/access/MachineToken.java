package dev.ondol.dashboards.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a program shows: `ondol_` + id + `_` + a secret of 256 bits. The id finds the entry, the SHA-256 of the secret is
/// compared in constant time. The whole is seen once, when it is made.
///
/// @param id     public, 12 hexadecimal digits
/// @param sha256 of the secret, in hexadecimal
public record MachineToken(String id, String sha256) {
    private static final Pattern FORM = Pattern.compile("ondol_([0-9a-f]{12})_([0-9a-f]{64})");
    private static final SecureRandom CHANCE = new SecureRandom();

    /// A token that was just made, with the text that its owner keeps.
    public record Made(MachineToken token, String text) {
        /// Without the secret.
        @Override
        public String toString() {
            return "Made[id=" + token.id + "]";
        }
    }

    public static Made make() {
        String id = random(6);
        String secret = random(32);
        return new Made(new MachineToken(id, sha256(secret)), "ondol_" + id + "_" + secret);
    }

    /// Reads what a program has shown; empty where it is no token.
    public static Optional<MachineToken> read(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new MachineToken(form.group(1), sha256(form.group(2)))) : Optional.empty();
    }

    /// Whether this is the token whose hash is kept.
    boolean is(String keptSha256) {
        return MessageDigest.isEqual(sha256.getBytes(StandardCharsets.US_ASCII), keptSha256.getBytes(
                StandardCharsets.US_ASCII));
    }

    /// Hexadecimal digits of chance.
    static String random(int bytes) {
        byte[] chance = new byte[bytes];
        CHANCE.nextBytes(chance);
        return HexFormat.of().formatHex(chance);
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(
                    StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}

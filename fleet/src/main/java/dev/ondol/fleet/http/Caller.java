package dev.ondol.fleet.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A program that may ask the front of the fleet.
///
/// @param name       for the log
/// @param permission the most that it may do
/// @param digest     SHA-256 of its token, in hexadecimal
public record Caller(String name, Permission permission, String digest) {
    private static final int LEAST = 20;

    /// @param token at least 20 characters
    public static Caller of(String name, Permission permission, String token) {
        if (token.length() < LEAST) {
            throw new IllegalArgumentException("The token of the caller %s must have at least %d characters.".formatted(
                    name, LEAST));
        }
        return new Caller(name, permission, sha256(token));
    }

    boolean shows(String token) {
        return MessageDigest.isEqual(digest.getBytes(StandardCharsets.US_ASCII), sha256(token).getBytes(
                StandardCharsets.US_ASCII));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(
                    StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK must know SHA-256.", e);
        }
    }

    /// Without the digest.
    @Override
    public String toString() {
        return "Caller[" + name + ", " + permission + "]";
    }
}

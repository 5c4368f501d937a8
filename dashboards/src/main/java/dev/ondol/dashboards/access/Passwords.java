package dev.ondol.dashboards.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Keeps passwords as PBKDF2 with HMAC-SHA-512 and a salt of their own, so that whoever reads the table has nothing to sign
/// in with. Slow on purpose: never on an event loop. 210,000 rounds as of the Password Storage Cheat Sheet of OWASP (2023).
public final class Passwords {
    public static final int SHORTEST = 12;
    public static final int LONGEST = 200;
    private static final String SCHEME = "pbkdf2-sha512";
    private static final int ROUNDS = 210_000;
    private static final int BITS = 256;
    private static final SecureRandom CHANCE = new SecureRandom();
    /// Compared with where there is no such account, so that the time of an answer does not tell which names exist.
    private static final String NOBODY = SCHEME + "$" + ROUNDS + "$" + "A".repeat(22) + "$" + "A".repeat(43);

    private Passwords() {}

    /// What is kept of a password.
    ///
    /// @throws IllegalArgumentException if it has fewer than 12 or more than 200 characters
    public static String hash(String password) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw new IllegalArgumentException("The password must have %d to %d characters.".formatted(SHORTEST,
                    LONGEST));
        }
        byte[] salt = new byte[16];
        CHANCE.nextBytes(salt);
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return "%s$%d$%s$%s".formatted(SCHEME, ROUNDS, text.encodeToString(salt),
                text.encodeToString(derive(password, salt, ROUNDS)));
    }

    /// Whether the password is the one of which this was kept.
    public static boolean matches(String password, String kept) {
        String[] parts = kept.split("\\$", -1);
        if (password.length() > LONGEST || parts.length != 4 || !parts[0].equals(SCHEME)) {
            return false;
        }
        try {
            byte[] derived = derive(password, Base64.getDecoder().decode(parts[2]), Integer.parseInt(parts[1]));
            return MessageDigest.isEqual(derived, Base64.getDecoder().decode(parts[3]));
        } catch (IllegalArgumentException e) {
            return false; // not one of ours
        }
    }

    /// Takes as long as a comparison with a kept password.
    public static void compareWithNobody(String password) {
        boolean matched = matches(password, NOBODY);
        if (matched) {
            throw new IllegalStateException("No password leads to a hash of zeros.");
        }
    }

    private static byte[] derive(String password, byte[] salt, int rounds) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, rounds, BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(key).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has PBKDF2WithHmacSHA512.", e);
        } finally {
            key.clearPassword();
        }
    }
}

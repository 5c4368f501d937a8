package dev.ondol.historian.account;

/// A program that may ask.
///
/// @param id     public part of the token
/// @param label  what the program is, for people
/// @param role   what the dashboard calls it
/// @param sha256 of the secret part, in hexadecimal
/// @param madeBy account that made it
/// @param madeAt wall time in milliseconds
public record StoredToken(String id, String label, String role, String sha256, String madeBy, long madeAt) {
    /// Without the hash.
    @Override
    public String toString() {
        return "StoredToken[id=" + id + ", label=" + label + ", role=" + role + "]";
    }
}

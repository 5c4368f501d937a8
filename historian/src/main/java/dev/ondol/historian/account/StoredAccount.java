package dev.ondol.historian.account;

/// A person who may sign in.
///
/// @param name     unique in the database
/// @param role     what the dashboard calls it
/// @param password hash with its salt and parameters, never the password
/// @param madeAt   wall time in milliseconds
public record StoredAccount(String name, String role, String password, long madeAt) {
    /// Without the hash.
    @Override
    public String toString() {
        return "StoredAccount[name=" + name + ", role=" + role + "]";
    }
}

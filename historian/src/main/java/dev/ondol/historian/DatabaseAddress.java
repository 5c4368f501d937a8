package dev.ondol.historian;

/// Where the historian's database is and who asks.
///
/// @param jdbcUrl  for example `jdbc:postgresql://127.0.0.1:5432/ondol`
/// @param user     database role that may create tables; empty where the URL names it
/// @param password may be empty; never logged
public record DatabaseAddress(String jdbcUrl, String user, String password) {
    public DatabaseAddress {
        if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "The database URL (%s) must start with jdbc:postgresql:.".formatted(place(jdbcUrl)));
        }
    }

    /// The URL without its parameters, which may hold a password.
    String place() {
        return place(jdbcUrl);
    }

    private static String place(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    @Override
    public String toString() {
        return user.isEmpty() ? place() : place() + " (user " + user + ")";
    }
}

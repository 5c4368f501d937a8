package dev.ondol.dashboards.access;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who is signed in, in the memory of this process: after a restart everybody signs in again. A browser holds 256 bits of
/// chance in a cookie, of which only the SHA-256 is kept here. A session ends after twelve hours without a request or an open
/// live connection, after seven days (twelve hours for people of the identity provider, whose role is that of their sign-in), when its account is removed or gets another password, and at sign-out; a new role of the
/// account holds at once. Thread-safe.
public final class Sessions {
    static final Duration IDLE = Duration.ofHours(12);
    static final Duration LONGEST = Duration.ofDays(7);
    static final Duration LONGEST_OF_PROVIDER = Duration.ofHours(12);
    private static final int MOST = 2_000;

    /// One browser that is signed in.
    ///
    /// @param principal who, with the role of now
    /// @param csrf      what the pages show with every request that changes something
    public record Session(Principal principal, String csrf) {
        /// Without the token.
        @Override
        public String toString() {
            return "Session[principal=" + principal + "]";
        }
    }

    /// A session that has begun.
    ///
    /// @param cookie what the browser keeps
    public record Begun(String cookie, Session session) {
        /// Without the secrets.
        @Override
        public String toString() {
            return "Begun[session=" + session + "]";
        }
    }

    /// @param kept hash of the account's password at sign-in; null where there is no account
    private record Entry(Principal principal, @Nullable String kept, String csrf, long begunAt, long usedAt) {
        Entry used(long at) {
            return new Entry(principal, kept, csrf, begunAt, at);
        }
    }

    private final KnownPrincipals known;
    private final Clock wall;
    /// By the SHA-256 of the cookie, oldest first.
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    public Sessions(KnownPrincipals known, Clock wall) {
        this.known = known;
        this.wall = wall;
    }

    /// For a person whose password was right.
    Begun begin(AccountBook.Account account) {
        return begin(new Principal(account.name(), account.role(), Principal.Kind.ACCOUNT), account.kept());
    }

    /// For a person whom the identity provider has let in.
    Begun beginKnown(String name, Role role) {
        return begin(new Principal(name, role, Principal.Kind.PROVIDER), null);
    }

    /// For whoever sits at the machine of a demo.
    public Begun beginLocal(Role role) {
        return begin(local(role), null);
    }

    /// Whoever sits at the machine of a demo.
    public static Principal local(Role role) {
        return new Principal("local", role, Principal.Kind.LOCAL);
    }

    private synchronized Begun begin(Principal principal, @Nullable String kept) {
        if (entries.size() >= MOST) {
            var oldest = entries.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        String cookie = MachineToken.random(32);
        long now = wall.millis();
        Entry entry = new Entry(principal, kept, MachineToken.random(32), now, now);
        entries.put(MachineToken.sha256(cookie), entry);
        return new Begun(cookie, new Session(principal, entry.csrf));
    }

    /// The session of a cookie, which is used by that; empty where it has ended or never was.
    public synchronized Optional<Session> use(String cookie) {
        String key = MachineToken.sha256(cookie);
        Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        long now = wall.millis();
        Optional<Principal> principal = now - entry.usedAt > IDLE.toMillis() || now - entry.begunAt > longest(entry)
                .toMillis()
                        ? Optional.empty()
                        : current(entry);
        if (principal.isEmpty()) {
            entries.remove(key);
            return Optional.empty();
        }
        entries.put(key, entry.used(now));
        return Optional.of(new Session(principal.get(), entry.csrf));
    }

    private static Duration longest(Entry entry) {
        return entry.principal.kind() == Principal.Kind.PROVIDER ? LONGEST_OF_PROVIDER : LONGEST;
    }

    private Optional<Principal> current(Entry entry) {
        if (entry.kept == null) {
            return Optional.of(entry.principal);
        }
        return known.account(entry.principal.name()).filter(account -> account.kept().equals(entry.kept))
                .map(account -> new Principal(account.name(), account.role(), Principal.Kind.ACCOUNT));
    }

    public synchronized void end(String cookie) {
        entries.remove(MachineToken.sha256(cookie));
    }
}

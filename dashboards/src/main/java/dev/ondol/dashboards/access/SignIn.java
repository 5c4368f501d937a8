package dev.ondol.dashboards.access;

import dev.ondol.dashboards.access.AccountBook.Account;
import dev.ondol.dashboards.access.AccountBook.Closed;
import dev.ondol.facility.access.Allowance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/// Lets people in: by name and password, and the very first one by a code that the server prints at its start while there is no
/// account. Hashing takes a tenth of a second of a core: blocking, two at a time. Ten tries a name and ten an address, then one
/// every half minute. Thread-safe.
public final class SignIn {
    private static final int TRIES = 10;
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");

    /// What came of a try.
    public sealed interface Outcome {
        record In(Sessions.Begun begun) implements Outcome {}

        /// Name or password is wrong; which of them is not told.
        record Wrong() implements Outcome {}

        /// @param pause until the next try
        record TooOften(Duration pause) implements Outcome {}

        /// The account could not be made.
        ///
        /// @param code "first-code" (wrong or used), "account-name", "password-length" or "accounts-away"
        record Refused(String code) implements Outcome {}
    }

    private final KnownPrincipals known;
    private final Sessions sessions;
    private final Allowance byName;
    private final Allowance byAddress;
    private final Semaphore hashing = new Semaphore(2);
    private final String firstCode = MachineToken.random(10);

    public SignIn(KnownPrincipals known, Sessions sessions, Clock wall) {
        this.known = known;
        this.sessions = sessions;
        this.byName = new Allowance(TRIES, PAUSE, wall);
        this.byAddress = new Allowance(TRIES, PAUSE, wall);
    }

    /// What whoever started the server may make the first account with; empty where there is an account.
    public Optional<String> firstCode() {
        return known.nobody() ? Optional.of(firstCode) : Optional.empty();
    }

    /// Whether an account may be called so: small letters, digits, and . _ - between them.
    public static boolean usableName(String name) {
        return NAME.matcher(name).matches();
    }

    /// @param address where the try comes from
    public Outcome enter(String name, String password, String address) {
        Duration wait = longer(byName.take(name), byAddress.take(address));
        if (!wait.isZero()) {
            return new Outcome.TooOften(wait);
        }
        Optional<Account> account = known.account(name);
        if (!matches(password, account)) {
            return new Outcome.Wrong();
        }
        byName.refill(name);
        byAddress.refill(address);
        return new Outcome.In(sessions.begin(account.orElseThrow()));
    }

    /// Makes the first account, an admin, and lets it in.
    public Outcome first(String code, String name, String password, String address) {
        Duration wait = byAddress.take(address);
        if (!wait.isZero()) {
            return new Outcome.TooOften(wait);
        }
        boolean right = MessageDigest.isEqual(code.getBytes(StandardCharsets.UTF_8), firstCode.getBytes(
                StandardCharsets.UTF_8));
        if (!right || !known.nobody()) {
            return new Outcome.Refused("first-code");
        }
        if (!usableName(name)) {
            return new Outcome.Refused("account-name");
        }
        if (password.length() < Passwords.SHORTEST || password.length() > Passwords.LONGEST) {
            return new Outcome.Refused("password-length");
        }
        Account account = new Account(name, Role.ADMIN, Passwords.hash(password));
        try {
            boolean made = known.book().addFirst(account);
            known.refresh();
            return made ? new Outcome.In(sessions.begin(account)) : new Outcome.Refused("first-code");
        } catch (Closed e) {
            return new Outcome.Refused("accounts-away");
        }
    }

    private boolean matches(String password, Optional<Account> account) {
        hashing.acquireUninterruptibly();
        try {
            if (account.isPresent()) {
                return Passwords.matches(password, account.get().kept());
            }
            Passwords.compareWithNobody(password);
            return false;
        } finally {
            hashing.release();
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}

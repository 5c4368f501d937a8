package dev.ondol.dashboards.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.dashboards.MemoryBook;
import dev.ondol.dashboards.access.AccountBook.Account;
import dev.ondol.dashboards.access.AccountBook.Machine;
import dev.ondol.dashboards.access.SignIn.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SignInTest {
    private static final String PASSWORD = "correct horse battery";

    private final MemoryBook book = new MemoryBook();
    private final KnownPrincipals known = new KnownPrincipals(book);
    private final SessionsTest.HandClock clock = new SessionsTest.HandClock();
    private final Sessions sessions = new Sessions(known, clock);
    private final SignIn signIn = new SignIn(known, sessions, clock);

    @Test
    void nameAndPasswordLetInAndNothingElseDoes() {
        put("kim", Role.OPERATOR);
        assertThat(signIn.enter("kim", PASSWORD, "10.0.0.1")).isInstanceOfSatisfying(Outcome.In.class,
                in -> assertThat(sessions.use(in.begun().cookie()).orElseThrow().principal())
                        .isEqualTo(new Principal("kim", Role.OPERATOR, Principal.Kind.ACCOUNT)));
        assertThat(signIn.enter("kim", PASSWORD + " ", "10.0.0.1")).isInstanceOf(Outcome.Wrong.class);
        assertThat(signIn.enter("lee", PASSWORD, "10.0.0.1")).isInstanceOf(Outcome.Wrong.class);
        assertThat(signIn.enter("kim", "", "10.0.0.1")).isInstanceOf(Outcome.Wrong.class);
    }

    @Test
    void whoGuessesHasToWaitByNameAndByAddress() {
        put("kim", Role.OPERATOR);
        put("lee", Role.OPERATOR);
        for (int i = 0; i < 10; i++) {
            assertThat(signIn.enter("kim", "guess " + i, "10.0.0." + i)).isInstanceOf(Outcome.Wrong.class);
        }
        assertThat(signIn.enter("kim", PASSWORD, "10.0.1.1")).isInstanceOfSatisfying(Outcome.TooOften.class,
                often -> assertThat(often.pause()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(30)));
        clock.pass(Duration.ofSeconds(30));
        assertThat(signIn.enter("kim", PASSWORD, "10.0.1.1")).isInstanceOf(Outcome.In.class);
        for (int i = 0; i < 10; i++) {
            signIn.enter("nobody" + i, "guess", "10.9.9.9");
        }
        assertThat(signIn.enter("lee", PASSWORD, "10.9.9.9")).isInstanceOf(Outcome.TooOften.class);
        assertThat(signIn.enter("lee", PASSWORD, "10.9.9.8")).isInstanceOf(Outcome.In.class);
    }

    @Test
    void theFirstAccountIsMadeWithTheCodeOfTheServerAndOnlyOnce() {
        known.refresh();
        String code = signIn.firstCode().orElseThrow();
        assertThat(signIn.first("0".repeat(20), "root", PASSWORD, "a")).isEqualTo(new Outcome.Refused("first-code"));
        assertThat(signIn.first(code, "Root !", PASSWORD, "a")).isEqualTo(new Outcome.Refused("account-name"));
        assertThat(signIn.first(code, "root", "short", "a")).isEqualTo(new Outcome.Refused("password-length"));
        assertThat(signIn.first(code, "root", PASSWORD, "a")).isInstanceOfSatisfying(Outcome.In.class,
                in -> assertThat(in.begun().session().principal().role()).isEqualTo(Role.ADMIN));
        assertThat(signIn.firstCode()).isEmpty();
        assertThat(signIn.first(code, "second", PASSWORD, "a")).isEqualTo(new Outcome.Refused("first-code"));
    }

    @Test
    void beforeTheBookWasReadNobodyMakesAFirstAccount() {
        assertThat(signIn.firstCode()).isEmpty();
        book.close();
        known.refresh();
        assertThat(signIn.firstCode()).isEmpty();
    }

    @Test
    void aPasswordIsKeptSaltedAndNeverItself() {
        String one = Passwords.hash(PASSWORD);
        String two = Passwords.hash(PASSWORD);
        assertThat(one).isNotEqualTo(two).doesNotContain("correct");
        assertThat(Passwords.matches(PASSWORD, one)).isTrue();
        assertThat(Passwords.matches(PASSWORD, two)).isTrue();
        assertThat(Passwords.matches("correct horse batterz", one)).isFalse();
        assertThat(Passwords.matches(PASSWORD, "nonsense")).isFalse();
        assertThat(Passwords.matches(PASSWORD, "pbkdf2-sha512$x$!$!")).isFalse();
        assertThatThrownBy(() -> Passwords.hash("eleven char")).hasMessageContaining("12 to 200");
    }

    @Test
    void aTokenIsKnownByItsSecretUntilItIsRevoked() throws Exception {
        MachineToken.Made made = MachineToken.make();
        book.addMachine(new Machine(made.token().id(), "slurm", Role.SCHEDULER, made.token().sha256(), "root", 0));
        known.refresh();
        assertThat(known.machine(made.text()).orElseThrow()).isEqualTo(new Principal("slurm", Role.SCHEDULER,
                Principal.Kind.MACHINE));
        String otherSecret = made.text().substring(0, made.text().length() - 1)
                + (made.text().endsWith("0") ? "1" : "0");
        assertThat(known.machine(otherSecret)).isEmpty();
        assertThat(known.machine("")).isEmpty();
        assertThat(made.toString()).doesNotContain(made.text());
        book.revoke(made.token().id());
        known.refresh();
        assertThat(known.machine(made.text())).isEmpty();
    }

    private void put(String name, Role role) {
        book.put(new Account(name, role, Passwords.hash(PASSWORD)));
        known.refresh();
    }
}

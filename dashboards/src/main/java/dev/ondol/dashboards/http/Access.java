package dev.ondol.dashboards.http;

import dev.ondol.dashboards.access.KnownPrincipals;
import dev.ondol.dashboards.access.Principal;
import dev.ondol.dashboards.access.ProviderSignIn;
import dev.ondol.dashboards.access.ProviderTrust;
import dev.ondol.dashboards.access.Role;
import dev.ondol.dashboards.access.Sessions;
import dev.ondol.dashboards.access.SignIn;
import dev.ondol.dashboards.access.SignedTokens;
import dev.ondol.facility.access.Allowance;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// What the server knows of those who may ask.
///
/// @param known     accounts and machine tokens
/// @param signed    tokens that the site's identity provider has signed; absent: none count
/// @param provider  lets people in whom the site's identity provider knows; absent: there is none
/// @param sessions  browsers that are signed in
/// @param signIn    lets people in
/// @param requests  how often each principal may ask
/// @param localUser role of whoever sits at this machine and shows nothing; only a demo has one
public record Access(KnownPrincipals known, Optional<SignedTokens> signed, Optional<ProviderSignIn> provider,
        Sessions sessions, SignIn signIn,
        Allowance requests,
        Optional<Role> localUser) {
    /// A tab asks for a few series at a time; a scheduler for hundreds of places a second, at the optimizer itself.
    private static final int REQUESTS_AT_ONCE = 400;
    private static final Duration REQUEST_PAUSE = Duration.ofMillis(5);

    public static Access of(KnownPrincipals known, Optional<Role> localUser, Clock wall) {
        Sessions sessions = new Sessions(known, wall);
        return new Access(known, Optional.empty(), Optional.empty(), sessions, new SignIn(known, sessions, wall),
                new Allowance(REQUESTS_AT_ONCE, REQUEST_PAUSE, wall), localUser);
    }

    /// The same, where signed tokens count.
    public Access withSigned(SignedTokens tokens) {
        return new Access(known, Optional.of(tokens), provider, sessions, signIn, requests, localUser);
    }

    /// The same, where people may come by an identity provider.
    public Access withProvider(ProviderTrust trust, Clock wall) {
        return new Access(known, signed, Optional.of(new ProviderSignIn(trust, sessions, wall)), sessions, signIn,
                requests, localUser);
    }

    /// Which program shows this.
    Optional<Principal> machine(String token) {
        return known.machine(token).or(() -> signed.flatMap(tokens -> tokens.read(token)));
    }
}

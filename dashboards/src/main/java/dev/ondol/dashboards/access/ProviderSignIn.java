package dev.ondol.dashboards.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets people in whom the site's identity provider knows. Each way there and back has a state, a nonce and a code verifier of its own,
/// good once and for ten minutes. Blocking; thread-safe.
public final class ProviderSignIn {
    /// Where the provider sends people back to.
    public static final String BACK = "/api/v1/session/oidc/back";
    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);
    private static final Duration ON_THE_WAY = Duration.ofMinutes(10);
    private static final int MOST_ON_THE_WAY = 1_000;
    private static final long METADATA_MILLIS = Duration.ofHours(1).toMillis();
    private static final int PATIENCE_MILLIS = 5_000;

    private record Way(Nonce nonce, CodeVerifier verifier, String to, long begunAt) {}

    /// The provider as it described itself.
    private record Provider(OIDCProviderMetadata metadata, IDTokenValidator validator, long readAt) {}

    /// Where the browser is to go.
    ///
    /// @param state what it must bring back, in the address and in a cookie
    public record Begun(URI address, String state) {}

    /// What came of it.
    public sealed interface Outcome {
        /// @param to path of the screen that was asked for
        record In(Sessions.Begun begun, String to) implements Outcome {}

        /// @param code "oidc-state" (too late, or not from this browser), "oidc-refused", "oidc-role" or "oidc-away"
        record Refused(String code) implements Outcome {}
    }

    /// The provider cannot be asked.
    public static final class Away extends Exception {
        private static final long serialVersionUID = 1;

        Away(Throwable cause) {
            super("The identity provider does not answer: " + cause.getMessage(), cause);
        }
    }

    private final ProviderTrust trust;
    private final Sessions sessions;
    private final Clock wall;
    private final Map<String, Way> ways = new LinkedHashMap<>();
    private volatile @Nullable Provider provider;

    public ProviderSignIn(ProviderTrust trust, Sessions sessions, Clock wall) {
        this.trust = trust;
        this.sessions = sessions;
        this.wall = wall;
    }

    /// @param to path of the screen to show afterwards
    public Begun begin(String to) throws Away {
        OIDCProviderMetadata metadata = provider().metadata();
        State state = new State(32);
        Way way = new Way(new Nonce(32), new CodeVerifier(), local(to), wall.millis());
        synchronized (ways) {
            if (ways.size() >= MOST_ON_THE_WAY) {
                ways.remove(ways.keySet().iterator().next());
            }
            ways.put(state.getValue(), way);
        }
        URI address = new AuthenticationRequest.Builder(ResponseType.CODE, new Scope("openid", "profile"), new ClientID(
                trust.clientId()), back()).endpointURI(metadata.getAuthorizationEndpointURI()).state(state).nonce(way
                        .nonce())
                .codeChallenge(way.verifier(), CodeChallengeMethod.S256).build().toURI();
        return new Begun(address, state.getValue());
    }

    /// Only a path of ours: everything else could lead people elsewhere.
    private static String local(String to) {
        return to.startsWith("/") && !to.startsWith("//") && to.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\'
                && c != '"' && c != '<' && c != '>') ? to : "/";
    }

    private URI back() {
        return trust.address().resolve(BACK);
    }

    /// @param state  what the provider sent back
    /// @param cookie what the browser had kept
    /// @param code   of the provider
    public Outcome finish(String state, String cookie, String code) {
        Way way;
        synchronized (ways) {
            way = state.equals(cookie) ? ways.remove(state) : null;
        }
        if (way == null || wall.millis() - way.begunAt() > ON_THE_WAY.toMillis()) {
            return new Outcome.Refused("oidc-state");
        }
        try {
            return come(way, claims(way, code));
        } catch (Away | IOException e) {
            LOG.warn("Nobody was signed in by the identity provider: {}", e.getMessage());
            return new Outcome.Refused("oidc-away");
        } catch (ParseException | BadJOSEException | JOSEException e) {
            LOG.warn("The identity provider's answer was refused: {}", e.getMessage());
            return new Outcome.Refused("oidc-refused");
        }
    }

    private IDTokenClaimsSet claims(Way way, String code) throws Away, IOException, ParseException, BadJOSEException,
            JOSEException {
        Provider now = provider();
        ClientID client = new ClientID(trust.clientId());
        URI endpoint = now.metadata().getTokenEndpointURI();
        AuthorizationCodeGrant grant = new AuthorizationCodeGrant(new AuthorizationCode(code), back(), way.verifier());
        TokenRequest request = trust.secret().map(secret -> new TokenRequest.Builder(endpoint, new ClientSecretBasic(
                client, new Secret(secret)), grant)).orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant))
                .build();
        HTTPRequest http = request.toHTTPRequest();
        http.setConnectTimeout(PATIENCE_MILLIS);
        http.setReadTimeout(PATIENCE_MILLIS);
        TokenResponse response = OIDCTokenResponseParser.parse(http.send());
        if (!response.indicatesSuccess()) {
            throw new ParseException("it gives no token: " + response.toErrorResponse().getErrorObject().getCode());
        }
        var token = ((com.nimbusds.openid.connect.sdk.OIDCTokenResponse) response).getOIDCTokens().getIDToken();
        return now.validator().validate(token, way.nonce());
    }

    private Outcome come(Way way, IDTokenClaimsSet claims) {
        String role = String.valueOf(claims.getStringClaim(trust.roleClaim()));
        Optional<Role> known = Role.of(role);
        if (known.isEmpty()) {
            LOG.warn("The identity provider knows {}, but its claim {} names no role of ours.", name(claims), trust
                    .roleClaim());
            return new Outcome.Refused("oidc-role");
        }
        return new Outcome.In(sessions.beginKnown(name(claims), known.get()), way.to());
    }

    /// As the audit log names them, never as a local account: `kim@id.example.org`.
    private String name(IDTokenClaimsSet claims) {
        String preferred = claims.getStringClaim("preferred_username");
        String name = preferred == null || preferred.isBlank() ? claims.getSubject().getValue() : preferred;
        return name.contains("@") ? name : name + "@" + trust.issuer().getHost();
    }

    private Provider provider() throws Away {
        Provider known = provider;
        long now = wall.millis();
        if (known != null && now - known.readAt() < METADATA_MILLIS) {
            return known;
        }
        try {
            Issuer issuer = new Issuer(trust.issuer());
            OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(issuer, PATIENCE_MILLIS, PATIENCE_MILLIS);
            Provider read = new Provider(metadata, new IDTokenValidator(issuer, new ClientID(trust.clientId()),
                    JWSAlgorithm.parse(trust.algorithm()), metadata.getJWKSetURI().toURL()), now);
            provider = read;
            return read;
        } catch (GeneralException | IOException e) {
            throw new Away(e);
        }
    }
}

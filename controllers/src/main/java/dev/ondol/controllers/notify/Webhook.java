package dev.ondol.controllers.notify;

import dev.ondol.facility.message.JsonMessages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Posts notices as JSON to a URL, signed, so that the receiver knows who speaks and that nobody has changed or kept it:
/// `Ondol-Signature: t=SECONDS,v1=HEX`, where HEX is HMAC-SHA-256 (RFC 2104) of `SECONDS.BODY` under the secret they share.
public final class Webhook implements Messenger {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LEAST_SECRET = 16;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String name;
    private final URI url;
    private final byte[] secret;
    private final InstantSource wall;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(
            HttpClient.Redirect.NEVER).build();

    /// @param recipient how people call whoever is behind it: URLs of webhooks are often secrets themselves, and are never told
    /// @param url       https, or http to this machine
    /// @param secret    16 characters or more
    public Webhook(String recipient, URI url, String secret, InstantSource wall) {
        check(url);
        if (secret.length() < LEAST_SECRET) {
            throw new IllegalArgumentException("The secret of the webhook to %s must have at least %d characters."
                    .formatted(url.getHost(), LEAST_SECRET));
        }
        this.name = "webhook:" + recipient;
        this.url = url;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.wall = wall;
    }

    /// @throws IllegalArgumentException where alarms would cross a network in the clear
    public static void check(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        boolean here = url.getHost() != null && LOOPBACK.contains(url.getHost());
        if (url.getHost() == null || !scheme.equals("https") && !(scheme.equals("http") && here)) {
            throw new IllegalArgumentException("The webhook to %s must be an https URL.".formatted(url.getHost()));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<?> send(Notice notice) {
        byte[] body = JsonMessages.write(notice);
        long seconds = wall.millis() / 1_000;
        HttpRequest request = HttpRequest.newBuilder(url).timeout(PATIENCE).header("Content-Type", "application/json")
                .header("Idempotency-Key", notice.id()).header("Ondol-Signature", "t=" + seconds + ",v1=" + signature(
                        seconds, body))
                .POST(BodyPublishers.ofByteArray(body)).build();
        return client.sendAsync(request, BodyHandlers.discarding()).thenCompose(Webhook::taken);
    }

    private static CompletableFuture<Integer> taken(HttpResponse<?> response) {
        return response.statusCode() / 100 == 2
                ? CompletableFuture.completedFuture(response.statusCode())
                : CompletableFuture.failedFuture(new IOException("HTTP status " + response.statusCode()));
    }

    private String signature(long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256.", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

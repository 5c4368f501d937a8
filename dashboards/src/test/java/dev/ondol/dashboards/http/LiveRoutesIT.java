package dev.ondol.dashboards.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.facility.point.PointCatalog;
import dev.ondol.facility.site.SiteReader;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LiveRoutesIT {
    @Test
    void aTabThatStopsReadingLosesTicksAndGetsASnapshotWhenItReadsAgain() throws Exception {
        var site = SiteReader.builtIn("kr-edge").orElseThrow();
        LiveSite live = new LiveSite(site, PointCatalog.of(site), Clock.systemUTC());
        Vertx vertx = Vertx.vertx();
        try (Socket tab = new Socket()) {
            LiveRoutes routes = new LiveRoutes(vertx, live, "build", new LiveRoutes.Pace(5, 2_048),
                    request -> () -> true);
            Router router = Router.router(vertx);
            routes.mount(router);
            HttpServer server = vertx.createHttpServer(new HttpServerOptions().setSendBufferSize(4_096))
                    .requestHandler(router).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            routes.start();
            tab.setReceiveBufferSize(2_048);
            tab.setSoTimeout(30_000);
            tab.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
            tab.getOutputStream().write("GET /api/v1/live/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = tab.getInputStream();
            assertThat(until(in, "\"type\":\"snapshot\"")).isTrue();
            await().atMost(Duration.ofSeconds(60)).until(() -> routes.dropped() > 10);
            assertThat(until(in, "\"type\":\"snapshot\"")).isTrue();
            assertThat(until(in, "\"type\":\"tick\"")).isTrue();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    /// Reads until the text has come; false at the end of the stream.
    private static boolean until(InputStream in, String text) throws java.io.IOException {
        int matched = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            matched = b == text.charAt(matched) ? matched + 1 : b == text.charAt(0) ? 1 : 0;
            if (matched == text.length()) {
                return true;
            }
        }
        return false;
    }
}

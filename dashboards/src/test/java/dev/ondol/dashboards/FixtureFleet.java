package dev.ondol.dashboards;

import com.sun.net.httpserver.HttpServer;
import dev.ondol.dashboards.access.AccountBook;
import dev.ondol.dashboards.access.AccountBook.Machine;
import dev.ondol.dashboards.access.MachineToken;
import dev.ondol.dashboards.access.Role;
import dev.ondol.dashboards.http.FleetFront;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.fleet.site.FleetSite;
import dev.ondol.fleet.site.SiteLine;
import dev.ondol.fleet.view.SiteWatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

/// Three sites, each a real dashboard on a scripted plant that asks for a token, looked at by the watch of the fleet's front: east and
/// west tell how they are, and north does not know the token that it is shown.
final class FixtureFleet implements AutoCloseable {
    private static final String TOKEN = "a-token-of-a-dashboard";

    final FixtureServer east = site();
    final FixtureServer west = site();
    final FixtureServer north = site();
    private final List<SiteLine> lines = List.of(line("east", east, token(east)), line("west", west, token(west)), line(
            "north", north, MachineToken.make().text()));
    /// By how much the wall clock of the watch is ahead, milliseconds.
    private final AtomicLong ahead = new AtomicLong();
    private final SiteWatch watch = new SiteWatch(lines, Duration.ofMillis(300), () -> Instant.now().plusMillis(ahead
            .get()));
    private final HttpServer front;

    FixtureFleet() throws IOException {
        watch.start();
        front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.createContext("/api/v1/sites", exchange -> {
            boolean known = ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = JsonMessages.write(Map.of("sites", watch.rows()));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(known ? 200 : 401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        front.start();
    }

    private static FixtureServer site() {
        return new FixtureServer(0, Optional.empty()).run();
    }

    private static String token(FixtureServer of) {
        MachineToken.Made made = MachineToken.make();
        try {
            of.book.addMachine(new Machine(made.token().id(), "fleet", Role.SCHEDULER, made.token().sha256(), "test",
                    0));
        } catch (AccountBook.Closed e) {
            throw new IllegalStateException(e);
        }
        of.access.known().refresh();
        return made.text();
    }

    private static SiteLine line(String name, FixtureServer at, String token) {
        URI address = URI.create("http://127.0.0.1:" + at.port());
        return new SiteLine(new FleetSite(name, address, Optional.of(address), Optional.of(token), Optional.empty(),
                OptionalDouble.empty()));
    }

    FleetFront front() {
        return new FleetFront(URI.create("http://127.0.0.1:" + front.getAddress().getPort()), Optional.of(TOKEN),
                Optional.empty());
    }

    /// As if so much time had passed since the sites were heard.
    void later(Duration passed) {
        ahead.addAndGet(passed.toMillis());
    }

    /// The front ends.
    void end() {
        front.stop(0);
    }

    @Override
    public void close() {
        end();
        watch.close();
        lines.forEach(SiteLine::close);
        List.of(east, west, north).forEach(FixtureServer::close);
    }
}

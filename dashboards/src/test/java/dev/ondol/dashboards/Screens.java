package dev.ondol.dashboards;

import com.microsoft.playwright.options.ColorScheme;
import dev.ondol.dashboards.access.Role;
import dev.ondol.dashboards.http.FleetFront;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One Chromium for all tests of a class, and a server on a scripted plant: one with a scripted optimizer for all of them, or a fresh one
/// for each.
final class Screens implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private final Role role;
    private final boolean inFleet;
    private final boolean fresh;
    private final Consumer<FixtureServer> scene;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private @Nullable Browser browser;
    private @Nullable FixtureServer server;

    private Screens(Role role, boolean inFleet, boolean fresh, Consumer<FixtureServer> scene) {
        this.role = role;
        this.inFleet = inFleet;
        this.fresh = fresh;
        this.scene = scene;
    }

    /// @param role  of who looks
    /// @param scene what there is to see, beside what the script tells
    static Screens of(Role role, Consumer<FixtureServer> scene) {
        return new Screens(role, false, false, scene);
    }

    /// A server for each test.
    ///
    /// @param role of who looks
    static Screens freshFor(Role role) {
        return new Screens(role, false, true, server -> {});
    }

    /// The same, at a site that belongs to a fleet of three.
    Screens inFleet() {
        return new Screens(role, true, false, scene);
    }

    Browser browser() {
        return Objects.requireNonNull(browser);
    }

    FixtureServer server() {
        return Objects.requireNonNull(server);
    }

    /// A fresh tab in a fresh profile.
    Browser.Tab open(String screen, ColorScheme scheme, String locale) {
        return browser().open(server().url() + screen, scheme, locale);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        browser = kept(Browser.start());
        if (fresh) {
            return;
        }
        FixtureOptimizer optimizer = kept(new FixtureOptimizer());
        Optional<FleetFront> fleet = inFleet ? Optional.of(kept(new FixtureFleet()).front()) : Optional.empty();
        server = kept(new FixtureServer(0, Optional.of(role), optimizer.address(), access -> access, fleet)).run();
        scene.accept(server);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (fresh) {
            server = new FixtureServer(0, Optional.of(role)).run();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (fresh) {
            server().close();
        }
    }

    private <T extends AutoCloseable> T kept(T part) {
        open.push(part);
        return part;
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}

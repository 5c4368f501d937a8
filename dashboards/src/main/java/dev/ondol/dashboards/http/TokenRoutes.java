package dev.ondol.dashboards.http;

import dev.ondol.dashboards.access.AccountBook.Closed;
import dev.ondol.dashboards.access.AccountBook.Machine;
import dev.ondol.dashboards.access.KnownPrincipals;
import dev.ondol.dashboards.access.MachineToken;
import dev.ondol.dashboards.access.Role;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.message.MalformedMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Machine tokens: listed, made (the text is told once) and revoked by an admin.
final class TokenRoutes {
    private static final long MOST_BODY = 4_096;
    private static final int LONGEST_LABEL = 60;

    /// Body of POST /api/v1/tokens.
    private record Wanted(String label, String role) {}

    /// One token as it is listed.
    private record TokenView(String id, String label, String role, String madeBy, long madeAt) {
        static TokenView of(Machine machine) {
            return new TokenView(machine.id(), machine.label(), machine.role().id(), machine.madeBy(), machine
                    .madeAt());
        }
    }

    /// Answer of POST /api/v1/tokens.
    ///
    /// @param token what the program shows; told this once
    private record Made(TokenView made, String token) {
        @Override
        public String toString() {
            return "Made[" + made + "]";
        }
    }

    private final KnownPrincipals known;
    private final OffLoop offLoop;
    private final Clock wall;

    TokenRoutes(KnownPrincipals known, OffLoop offLoop, Clock wall) {
        this.known = known;
        this.offLoop = offLoop;
        this.wall = wall;
    }

    void mount(Router router) {
        router.get("/api/v1/tokens").handler(context -> ApiRoutes.json(context, views()));
        router.post("/api/v1/tokens").handler(BodyHandler.create(false).setBodyLimit(MOST_BODY)).handler(this::make);
        router.delete("/api/v1/tokens/:id").handler(this::revoke);
    }

    private List<TokenView> views() {
        return known.machines().stream().map(TokenView::of).toList();
    }

    private void make(RoutingContext context) {
        Wanted wanted;
        try {
            Buffer body = context.body().buffer();
            wanted = JsonMessages.read(body == null ? new byte[0] : body.getBytes(), Wanted.class);
        } catch (MalformedMessage e) {
            Problem.badRequest("The body must be {\"label\": text, \"role\": \"scheduler\"}. " + e.getMessage())
                    .send(context);
            return;
        }
        String label = wanted.label().strip();
        Optional<Role> role = Role.of(wanted.role());
        if (label.isEmpty() || label.length() > LONGEST_LABEL || role.isEmpty()) {
            Problem.badRequest("label must have 1 to %d characters, role must be one of %s.".formatted(LONGEST_LABEL,
                    java.util.Arrays.stream(Role.values()).map(Role::id).toList())).send(context);
            return;
        }
        MachineToken.Made made = MachineToken.make();
        Machine machine = new Machine(made.token().id(), label, role.get(), made.token().sha256(), Gate.principal(
                context).name(), wall.millis());
        offLoop.call(() -> {
            known.book().addMachine(machine);
            known.refresh();
            return machine;
        }).onSuccess(kept -> ApiRoutes.json(context, new Made(TokenView.of(kept), made.text())))
                .onFailure(failure -> failed(context, failure));
    }

    private void revoke(RoutingContext context) {
        String id = java.util.Objects.requireNonNull(context.pathParam("id"));
        offLoop.call(() -> {
            boolean revoked = known.book().revoke(id);
            known.refresh();
            return revoked;
        }).onSuccess(revoked -> {
            if (revoked) {
                ApiRoutes.json(context, views());
            } else {
                Problem.notFound("There is no token %s.".formatted(id)).send(context);
            }
        }).onFailure(failure -> failed(context, failure));
    }

    private static void failed(RoutingContext context, Throwable failure) {
        if (failure instanceof Closed) {
            Problem.of(503, "accounts-away", "The accounts cannot be written", "Try again when the database is back.")
                    .send(context);
        } else {
            context.fail(failure);
        }
    }
}

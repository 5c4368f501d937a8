package dev.ondol.optimizer.api;

import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.workload.Placement;
import dev.ondol.optimizer.extender.Extender;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.concurrent.Callable;

/// The paths that Kubernetes calls: the scheduler extender, and what the watcher needs beside the placement API. kube-scheduler
/// gives up on an extender that answers with an error status, so filter and prioritize always answer 200.
final class KubernetesRoutes {
    private static final String JSON = "application/json";
    /// A list of thousands of whole nodes.
    private static final long BODY_BYTES = 256L << 20;

    private final Extender extender;

    private record Answer(int status, String type, Buffer body) {
        static Answer json(byte[] body) {
            return new Answer(200, JSON, Buffer.buffer(body));
        }

        static Answer problem(Problem problem) {
            return new Answer(problem.status(), "application/problem+json", Buffer.buffer(JsonMessages.write(problem)));
        }
    }

    KubernetesRoutes(Extender extender) {
        this.extender = extender;
    }

    void mount(Router router) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES);
        router.post("/k8s/extender/filter").handler(body)
                .handler(on(context -> Answer.json(extender.filter(bytes(context)))));
        router.post("/k8s/extender/prioritize").handler(body)
                .handler(on(context -> Answer.json(extender.prioritize(bytes(context)))));
        router.put("/k8s/nodes").handler(body).handler(on(context -> extender.nodes(bytes(context)).map(
                wrong -> Answer.problem(Problem.field("nodes", wrong)))
                .orElse(new Answer(204, JSON, Buffer.buffer()))));
        router.get("/k8s/placement").handler(on(this::placement));
    }

    private Answer placement(RoutingContext context) {
        String job = context.request().getParam("job");
        if (job == null || job.isBlank()) {
            return Answer.problem(Problem.field("job", "The parameter job must name a job."));
        }
        Optional<Placement> open = extender.placement(job);
        return open.map(found -> Answer.json(JsonMessages.write(found))).orElseGet(() -> Answer.problem(Problem
                .unknown("of job " + job)));
    }

    private interface Work {
        Answer answer(RoutingContext context) throws Exception;
    }

    private static Handler<RoutingContext> on(Work work) {
        return context -> {
            Callable<Answer> call = () -> work.answer(context);
            context.vertx().executeBlocking(call, false).onSuccess(answer -> send(context, answer)).onFailure(
                    context::fail);
        };
    }

    private static void send(RoutingContext context, Answer answer) {
        var response = context.response().setStatusCode(answer.status()).putHeader("Cache-Control", "no-store");
        if (answer.status() == 204) {
            response.end();
        } else {
            response.putHeader("Content-Type", answer.type()).end(answer.body());
        }
    }

    private static byte[] bytes(RoutingContext context) {
        Buffer buffer = context.body() == null ? null : context.body().buffer();
        return buffer == null ? new byte[0] : buffer.getBytes();
    }
}

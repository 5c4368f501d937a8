package dev.ondol.dashboards.http;

import dev.ondol.dashboards.live.LiveSite;
import dev.ondol.dashboards.report.MonthReport;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The monthly report, as JSON for the page and as CSV.
final class ReportRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ReportRoutes.class);

    private final LiveSite live;
    private final ReportFigures figures;
    private final OffLoop offLoop;

    ReportRoutes(LiveSite live, ReportFigures figures, OffLoop offLoop) {
        this.live = live;
        this.figures = figures;
        this.offLoop = offLoop;
    }

    void mount(Router router) {
        router.get("/api/v1/report").handler(context -> report(context, found -> ApiRoutes.json(context, found)));
        router.get("/api/v1/report.csv").handler(context -> report(context, found -> context.response()
                .putHeader("Content-Type", "text/csv; charset=utf-8").putHeader("Cache-Control", "no-store")
                .putHeader("Content-Disposition", "attachment; filename=\"ondol-%s-%s.csv\"".formatted(live.site().id(),
                        found.month()))
                .end(Buffer.buffer(found.csv().getBytes(StandardCharsets.UTF_8)))));
    }

    private void report(RoutingContext context, Consumer<MonthReport> answer) {
        YearMonth month;
        try {
            month = YearMonth.parse(String.valueOf(context.request().getParam("month")));
        } catch (DateTimeException e) {
            Problem.badRequest("month must be a month as 2022-07.").send(context);
            return;
        }
        if (month.getYear() < 1970 || month.getYear() > 2999) {
            Problem.badRequest("month must lie between 1970-01 and 2999-12.").send(context);
            return;
        }
        ZoneId zone = live.site().location().zone();
        long[] span = MonthReport.span(month, zone);
        offLoop.call(() -> MonthReport.of(month, zone, live.plantTime().orElse(span[1]), live.market(), figures.read(
                span[0], span[1], live.view().limits().recommendedHighC()))).onSuccess(answer::accept)
                .onFailure(failure -> {
                    LOG.warn("The report of {} could not be made: {}", month, failure.toString());
                    Problem.historianAway().send(context);
                });
    }
}

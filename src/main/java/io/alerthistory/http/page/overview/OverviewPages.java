package io.alerthistory.http.page.overview;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

import io.alerthistory.episode.read.AlertFilter;
import io.alerthistory.episode.read.AlertHistory;
import io.alerthistory.episode.read.AlertPage;
import io.alerthistory.episode.read.AlertQuery;
import io.alerthistory.episode.read.AlertStatistics;
import io.alerthistory.episode.read.GroupBy;
import io.alerthistory.episode.read.StatisticsOrder;
import io.alerthistory.episode.read.StatisticsQuery;
import io.alerthistory.episode.read.TimeWindow;
import io.alerthistory.health.Health;
import io.alerthistory.history.CountMode;
import io.alerthistory.history.FilterField;
import io.alerthistory.history.History;
import io.alerthistory.history.SessionFigures;
import io.alerthistory.history.Summaries;
import io.alerthistory.http.page.Pages;
import io.alerthistory.http.page.Part;
import io.alerthistory.http.page.Section;
import io.alerthistory.http.page.SessionRow;
import io.alerthistory.http.page.Shell;
import io.alerthistory.http.page.WarningView;
import io.alerthistory.http.page.WebText;
import io.alerthistory.http.session.SessionListParams;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The first page. Its parts are read at once, and one that fails or is late does not keep the others. */
@Path("/")
@Produces(WebText.HTML)
public class OverviewPages {

    private static final Duration DAY = Duration.ofDays(1);
    private static final AlertQuery ANY = AlertQuery.byChange(AlertFilter.NONE, TimeWindow.ALL, 1, CountMode.NONE);
    private static final String MAX_FAILED = "5";
    private static final int WEEK_DAYS = 7;
    private static final int MAX_NOISY = 10;

    private final AlertHistory alerts;
    private final AlertStatistics statistics;
    private final History history;
    private final Summaries summaries;
    private final SessionFigures figures;
    private final Health health;
    private final Pages pages;
    private final Clock clock;

    OverviewPages(AlertHistory alerts, AlertStatistics statistics, History history, Summaries summaries,
            SessionFigures figures, Health health, Pages pages, Clock clock) {
        this.alerts = alerts;
        this.statistics = statistics;
        this.history = history;
        this.summaries = summaries;
        this.figures = figures;
        this.health = health;
        this.pages = pages;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> overview(HttpHeaders headers) {
        Shell shell = pages.shell("Overview", Section.OVERVIEW, headers);
        long dayAgo = Micros.before(clock, DAY);
        return Uni.combine().all()
                .unis(Part.read(() -> rows(Map.of("page_size", List.of("1")))),
                        Uni.combine().all().unis(firingPart(), noisyPart()).asTuple(), activePart(),
                        Part.read(this::waiting), Part.read(() -> figures.lastDay().map(BarsView::of)),
                        Part.read(() -> figures.lastWeeks().map(CalendarView::of)),
                        Part.read(() -> rows(failed(dayAgo))), Part.read(() -> figures.topAlertTypes().map(TypesView::of)),
                        Part.read(() -> health.warnings().map(all -> all.stream().map(WarningView::of).toList())))
                .with((newest, ofAlerts, active, reviews, day, weeks, failed, types, warnings) -> OverviewTemplates.overview(
                        shell,
                        new OverviewView(newest.reason().isEmpty() && newest.value().isEmpty(), ofAlerts.getItem1(),
                                ofAlerts.getItem2(), active, reviews, day, weeks, failed,
                                Links.since(dayAgo - dayAgo % 1_000_000, StateGroup.FAILED.names()), types, warnings)))
                .flatMap(pages::render);
    }

    /** What runs and waits, which a script puts in the place of an older one. */
    @GET
    @Path("active")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> active() {
        return activePart().flatMap(active -> pages.render(OverviewTemplates.active(active)));
    }

    /** What fires, which a script puts in the place of an older one. */
    @GET
    @Path("firing")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> firing() {
        return firingPart().flatMap(firing -> pages.render(OverviewTemplates.firing(firing)));
    }

    private Uni<Part<FiringView>> firingPart() {
        return Part.read(() -> alerts.firing()
                .flatMap(counts -> (counts.isEmpty() ? alerts.alerts(ANY, null) : Uni.createFrom().<AlertPage> nullItem())
                        .map(any -> FiringView.of(counts, any == null || !any.alerts().isEmpty()))));
    }

    private Uni<Part<NoisyView>> noisyPart() {
        return Part.read(() -> statistics.statistics(new StatisticsQuery(AlertFilter.NONE,
                statistics.lastDays(WEEK_DAYS, AlertStatistics.UTC), GroupBy.ALERTNAME, AlertStatistics.UTC,
                StatisticsOrder.NOTIFIED, MAX_NOISY), null).map(NoisyView::of));
    }

    private Uni<Part<ActiveView>> activePart() {
        return Part.read(() -> summaries.active().map(active -> ActiveView.of(active, Micros.now(clock))));
    }

    private Uni<ReviewsView> waiting() {
        Map<String, List<String>> query = new HashMap<>(ReviewsView.WAITING);
        query.put("page_size", List.of("1"));
        return history.list((signer, nowUs) -> SessionListParams.of(query, signer).query(nowUs))
                .map(list -> ReviewsView.of(list.pagination()));
    }

    private static Map<String, List<String>> failed(long sinceUs) {
        return Map.of(FilterField.STATUS.jsonName(), StateGroup.FAILED.names(), FilterField.START_DATE_US.jsonName(),
                List.of(String.valueOf(sinceUs)), "page_size", List.of(MAX_FAILED));
    }

    private Uni<List<SessionRow>> rows(Map<String, List<String>> filter) {
        Map<String, List<String>> query = new HashMap<>(filter);
        query.put("count", List.of("none"));
        return history.list((signer, nowUs) -> SessionListParams.of(query, signer).query(nowUs)).map(
                list -> list.sessions().stream().map(session -> SessionRow.of(session, null, Micros.now(clock))).toList());
    }
}

package io.alerthistory.http.page.statistics;

import java.time.Clock;
import java.time.LocalDate;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

import io.alerthistory.episode.read.AlertStatistics;
import io.alerthistory.episode.read.HeatmapBy;
import io.alerthistory.episode.read.HeatmapQuery;
import io.alerthistory.episode.read.StatisticsQuery;
import io.alerthistory.episode.read.TimeWindow;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.SessionFigures;
import io.alerthistory.http.Downloads;
import io.alerthistory.http.MediaTypes;
import io.alerthistory.http.alert.StatisticsLines;
import io.alerthistory.http.alert.StatisticsQueryReader;
import io.alerthistory.http.page.Pages;
import io.alerthistory.http.page.Part;
import io.alerthistory.http.page.Refusals;
import io.alerthistory.http.page.Section;
import io.alerthistory.http.page.Shell;
import io.alerthistory.http.page.WebText;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.usage.Usage;
import io.alerthistory.usage.UsageGroup;
import io.alerthistory.usage.UsageQuery;
import io.smallrye.mutiny.Uni;

/** The page of statistics, and its figures as a file. */
@Path(FiguresAddress.PATH)
@Produces(WebText.HTML)
public class FiguresPages {

    private final AlertStatistics statistics;
    private final Usage usage;
    private final SessionFigures sessions;
    private final Pages pages;
    private final Clock clock;

    FiguresPages(AlertStatistics statistics, Usage usage, SessionFigures sessions, Pages pages, Clock clock) {
        this.statistics = statistics;
        this.usage = usage;
        this.sessions = sessions;
        this.pages = pages;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> figures(UriInfo uri, HttpHeaders headers) {
        if (FiguresAddress.isForm(uri.getQueryParameters())) {
            return Uni.createFrom().item(Pages.seeOther(FiguresAddress.ofForm(uri.getQueryParameters()).toString()));
        }
        Shell shell = pages.shell("Statistics", Section.STATISTICS, headers);
        FiguresAddress address = FiguresAddress.of(uri.getQueryParameters());
        FiguresBuilder builder = new FiguresBuilder(address, LocalDate.now(clock));
        return Uni.createFrom().deferred(() -> view(builder, query(address)))
                .flatMap(view -> pages.render(FiguresTemplates.statistics(shell, view)))
                .onFailure(FiguresPages::isInvalid).recoverWithUni(failure -> {
                    ProblemException problem = (ProblemException) failure;
                    return pages.render(problem.code().status(),
                            FiguresTemplates.statistics(shell, builder.invalid(Refusals.reasons(problem))));
                });
    }

    /** All groups as comma-separated values. */
    @GET
    @Path("download")
    @Produces(MediaTypes.CSV)
    @Operation(hidden = true)
    public Uni<RestResponse<JsonDocument>> download(UriInfo uri) {
        return statistics.all(query(FiguresAddress.of(uri.getQueryParameters())))
                .map(rows -> Downloads.csv(StatisticsLines.csv(rows), "statistics"));
    }

    private StatisticsQuery query(FiguresAddress address) {
        return new StatisticsQueryReader(address.view().query(), statistics).statistics();
    }

    private static boolean isInvalid(Throwable failure) {
        return ProblemException.has(failure, ErrorCode.INVALID_PARAMETER);
    }

    private Uni<FiguresView> view(FiguresBuilder builder, StatisticsQuery query) {
        return Uni.combine().all().unis(statistics.statistics(query, null),
                Part.read(() -> statistics.heatmap(week(query)).map(WeekView::of)),
                Part.read(() -> agents(query.window()))).with(builder::view);
    }

    private static HeatmapQuery week(StatisticsQuery query) {
        return new HeatmapQuery(query.filter(), end(query.window(), HeatmapQuery.MAX_WINDOW_US), HeatmapBy.HOUR_OF_WEEK,
                query.zone());
    }

    /** The end of a window, of a limited length. */
    private static TimeWindow end(TimeWindow window, long maxUs) {
        return new TimeWindow(Math.max(window.fromUs(), window.toUs() - maxUs), window.toUs());
    }

    private Uni<AgentsView> agents(TimeWindow all) {
        TimeWindow window = end(all, UsageQuery.MAX_RANGE_US);
        return Uni.combine().all().unis(usage.of(new UsageQuery(window.fromUs(), window.toUs(), UsageGroup.MODEL)),
                sessions.topAlertTypes(window.fromUs(), window.toUs())).with(AgentsView::of);
    }
}

package io.alerthistory.http.page.alert;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.read.AlertDetailView;
import io.alerthistory.episode.read.AlertHistory;
import io.alerthistory.episode.read.AlertReadMemory;
import io.alerthistory.episode.read.AlertState;
import io.alerthistory.http.alert.AlertQueryReader;
import io.alerthistory.http.page.AlertLink;
import io.alerthistory.http.page.Pages;
import io.alerthistory.http.page.Section;
import io.alerthistory.http.page.SessionRow;
import io.alerthistory.http.page.Severity;
import io.alerthistory.http.page.Shell;
import io.alerthistory.http.page.WebText;
import io.alerthistory.http.page.alert.AlertRow.State;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The page of an alert. Of several sources with one fingerprint, it lists them. */
@Path(AlertAddress.PATH)
@Produces(WebText.HTML)
public class AlertPages {

    private final AlertHistory history;
    private final AlertReadMemory memory;
    private final AlertReads reads;
    private final Pages pages;
    private final Clock clock;

    AlertPages(AlertHistory history, AlertReadMemory memory, AlertReads reads, Pages pages, Clock clock) {
        this.history = history;
        this.memory = memory;
        this.reads = reads;
        this.pages = pages;
        this.clock = clock;
    }

    @GET
    @Path("{fingerprint}")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> alert(String fingerprint, UriInfo uri, HttpHeaders headers) {
        AlertQueryReader query = new AlertQueryReader(uri.getQueryParameters());
        String source = query.source();
        Shell empty = pages.shell("", Section.ALERTS, headers);
        return memory.page(covering -> history.details(fingerprint, source).flatMap(alerts -> {
            Shell shell = empty.titled(AlertPageBuilder.title(alerts.get(0)));
            return alerts.size() > 1 ? pages.render(AlertTemplates.sources(shell, sources(alerts)))
                    : page(shell, alerts.get(0), query.cursor());
        }));
    }

    private Uni<RestResponse<WebText>> page(Shell shell, AlertDetailView alert, @Nullable String cursor) {
        long now = Micros.now(clock);
        return reads.content(alert, cursor, now).flatMap(content -> {
            List<SessionRow> sessions = content.sessions().stream().map(session -> SessionRow.of(session, null, now))
                    .sorted(Comparator.comparingLong(SessionRow::startedAtUs).reversed()).toList();
            return pages.render(AlertTemplates.alert(shell,
                    new AlertPageBuilder(alert, shell.isOperator(), now).view(content, sessions)));
        });
    }

    private static SourcesView sources(List<AlertDetailView> alerts) {
        return new SourcesView(AlertPageBuilder.title(alerts.get(0)), alerts.get(0).fingerprint(),
                alerts.stream().map(alert -> new SourcesView.Row(alert.source(),
                        new AlertLink(alert.fingerprint(), alert.source()).exactPage(),
                        alert.state() == AlertState.FIRING ? State.FIRING : State.RESOLVED, Severity.of(alert.severity())))
                        .toList());
    }
}

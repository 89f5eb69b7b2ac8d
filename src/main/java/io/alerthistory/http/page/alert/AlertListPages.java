package io.alerthistory.http.page.alert;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.read.ActiveEpisodePage;
import io.alerthistory.episode.read.ActiveEpisodeView;
import io.alerthistory.episode.read.AlertHistory;
import io.alerthistory.episode.read.AlertPage;
import io.alerthistory.episode.read.AlertQuery;
import io.alerthistory.episode.read.AlertReadMemory;
import io.alerthistory.episode.read.AlertView;
import io.alerthistory.episode.read.EpisodeQuery;
import io.alerthistory.episode.read.SingleAlerts;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.alert.AlertQueryReader;
import io.alerthistory.http.page.Pages;
import io.alerthistory.http.page.Refusals;
import io.alerthistory.http.page.Section;
import io.alerthistory.http.page.Shell;
import io.alerthistory.http.page.WebText;
import io.alerthistory.http.page.alert.AlertRows.Labelled;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The list of alerts: what fires and what has ended, or what fired at an instant. */
@Path(AlertAddress.PATH)
@Produces(WebText.HTML)
public class AlertListPages {

    private static final String FIRING = "firing";
    private static final String RESOLVED = "resolved";
    private static final String PAGE_SIZE = "page_size";

    /** As many alerts as what held them back is read of at once. */
    private static final String FIRING_SIZE = "100";
    private static final String RESOLVED_SIZE = "50";

    private final AlertHistory history;
    private final AlertReadMemory memory;
    private final SingleAlerts singles;
    private final Pages pages;
    private final Clock clock;

    AlertListPages(AlertHistory history, AlertReadMemory memory, SingleAlerts singles, Pages pages, Clock clock) {
        this.memory = memory;
        this.singles = singles;
        this.history = history;
        this.pages = pages;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> list(UriInfo uri, HttpHeaders headers) {
        AlertForm form = new AlertForm(uri.getQueryParameters());
        if (form.isSent()) {
            return Uni.createFrom().item(Pages.seeOther(form.address().toString()));
        }
        AlertAddress address = AlertAddress.of(uri.getQueryParameters());
        Shell shell = pages.shell("Alerts", Section.ALERTS, headers);
        AlertListBuilder builder = new AlertListBuilder(address, Micros.now(clock));
        String cursor = uri.getQueryParameters().getFirst(AlertAddress.CURSOR);
        Wanted wanted;
        try {
            wanted = Wanted.of(address, cursor == null || cursor.isEmpty() ? null : cursor);
        } catch (ProblemException e) {
            return pages.render(e.code().status(),
                    AlertTemplates.alertList(shell, builder.view(List.of(), Refusals.reasons(e), null, null, false)));
        }
        return memory.page(covering -> firing(wanted).flatMap(firing -> resolved(wanted)
                .flatMap(resolved -> view(builder, wanted, firing, resolved, shell.isOperator())))
                .flatMap(view -> pages.render(AlertTemplates.alertList(shell, view))));
    }

    /**
     * What a view shows.
     *
     * @param firing what fires; null when it is not shown
     * @param resolved what has ended; null when it is not shown
     */
    private record Wanted(AlertAddress address, @Nullable String cursor, @Nullable EpisodeQuery firing,
            @Nullable AlertQuery resolved) {

        /** The instant that is shown. */
        long shownUs(long nowUs) {
            Long atUs = firing == null ? null : firing.atUs();
            return atUs == null ? nowUs : Math.min(atUs, nowUs);
        }

        /**
         * Reads a view.
         *
         * @throws ProblemException when a parameter is invalid
         */
        static Wanted of(AlertAddress address, @Nullable String cursor) {
            String state = address.value(AlertAddress.STATE);
            boolean isPast = !address.value(AlertAddress.AT).isEmpty();
            boolean isResolved = state.equals(RESOLVED) && !isPast;
            boolean isBoth = state.isEmpty() && cursor == null && !isPast;
            EpisodeQuery firing = isResolved ? null : firing(address, state, isPast);
            return new Wanted(address, cursor, firing, isBoth || isResolved
                    ? reader(address.with(AlertAddress.STATE, RESOLVED), RESOLVED_SIZE).alerts()
                    : null);
        }

        /** A state that there is not is refused. What fires now is the same page in the view of both states. */
        private static EpisodeQuery firing(AlertAddress address, String state, boolean isPast) {
            boolean isKnown = state.isEmpty() || state.equals(FIRING);
            return reader(isKnown && !isPast ? address.without(AlertAddress.STATE) : address, FIRING_SIZE).episodes();
        }

        private static AlertQueryReader reader(AlertAddress address, String size) {
            Map<String, List<String>> query = new HashMap<>(address.view().query());
            query.remove(AlertAddress.GROUP_BY);
            query.put(PAGE_SIZE, List.of(size));
            query.put("count", List.of("none")); // the page shows none
            return new AlertQueryReader(query);
        }
    }

    private Uni<Found<ActiveEpisodeView>> firing(Wanted wanted) {
        return wanted.firing() == null ? Uni.createFrom().item(Found.nothing())
                : history.found(wanted.firing(), wanted.cursor()).map(Found::of);
    }

    private Uni<Found<AlertView>> resolved(Wanted wanted) {
        return wanted.resolved() == null ? Uni.createFrom().item(Found.nothing())
                : history.alerts(wanted.resolved(), wanted.cursor()).map(Found::of);
    }

    /**
     * What was read of a part.
     *
     * @param shown whether it was asked for
     */
    private record Found<T>(boolean shown, List<T> rows, @Nullable String next, boolean partial) {

        static <T> Found<T> nothing() {
            return new Found<>(false, List.of(), null, false);
        }

        static Found<ActiveEpisodeView> of(ActiveEpisodePage page) {
            return new Found<>(true, page.episodes(), page.pagination().nextCursor(), page.pagination().partial());
        }

        static Found<AlertView> of(AlertPage page) {
            return new Found<>(true, page.alerts(), page.pagination().nextCursor(), page.pagination().partial());
        }
    }

    private Uni<AlertListView> view(AlertListBuilder builder, Wanted wanted, Found<ActiveEpisodeView> firing,
            Found<AlertView> resolved, boolean isOperator) {
        List<AlertKey> alerts = Stream.concat(
                firing.rows().stream().map(row -> new AlertKey(row.source(), row.fingerprint())),
                resolved.rows().stream().map(row -> new AlertKey(row.source(), row.fingerprint()))).toList();
        Uni<Set<AlertKey>> flapping = wanted.address().value(AlertAddress.AT).isEmpty() ? singles.flapping(alerts)
                : Uni.createFrom().item(Set.of());
        return Uni.combine().all().unis(history.investigations(alerts), flapping).asTuple().map(read -> {
            AlertRows rows = new AlertRows(wanted.address(), read.getItem1(), read.getItem2(),
                    firing.rows().stream().collect(Collectors.toMap(ActiveEpisodeView::fingerprint,
                            ActiveEpisodeView::alertname, (one, other) -> one)),
                    isOperator, wanted.shownUs(Micros.now(clock)));
            List<Labelled> first = firing.rows().stream().map(rows::of).toList();
            List<Labelled> second = resolved.rows().stream().map(rows::of).toList();
            return builder.view(Stream.concat(first.stream(), second.stream()).toList(), List.of(),
                    firing.shown() ? builder.firing(first, firing.next(), firing.partial(), wanted.cursor() == null) : null,
                    resolved.shown() ? builder.resolved(second, resolved.next(), resolved.partial()) : null,
                    wanted.cursor() == null);
        });
    }
}

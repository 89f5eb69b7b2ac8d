package io.alerthistory.http.page;

import java.time.Clock;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

import io.alerthistory.catalog.Catalog;
import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.History;
import io.alerthistory.history.SessionList;
import io.alerthistory.http.session.SessionListParams;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The list of sessions. */
@Path(ListAddress.PATH)
@Produces(WebText.HTML)
public class SessionListPages {

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String EXACT = "exact_";
    private static final String CURSOR = "cursor";
    private static final String NUMBER = "page";

    private final History history;
    private final Catalog catalog;
    private final Pages pages;
    private final Clock clock;

    SessionListPages(History history, Catalog catalog, Pages pages, Clock clock) {
        this.history = history;
        this.catalog = catalog;
        this.pages = pages;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> list(UriInfo uri, HttpHeaders headers) {
        Map<String, List<String>> query = uri.getQueryParameters();
        ListAddress address = ListAddress.of(query);
        if (query.containsKey(FROM) || query.containsKey(TO)) {
            return Uni.createFrom().item(
                    Pages.seeOther(withTimes(address, query).toString()));
        }
        Shell shell = pages.shell("Sessions", Section.SESSIONS, headers);
        boolean isFirst = !query.containsKey(CURSOR) && !query.containsKey(NUMBER);
        return Uni.combine().all().unis(sessions(address, query), catalog.filterOptions())
                .with((list, options) -> Templates.sessionList(shell,
                        new SessionListBuilder(address, clock).view(list, options, isFirst)))
                .flatMap(pages::render);
    }

    private Uni<SessionList> sessions(ListAddress address, Map<String, List<String>> query) {
        Map<String, List<String>> wanted = new HashMap<>(address.query());
        List.of(CURSOR, NUMBER).forEach(name -> {
            if (query.containsKey(name)) {
                wanted.put(name, List.copyOf(query.get(name)));
            }
        });
        return history.list((signer, nowUs) -> SessionListParams.of(wanted, signer).query(nowUs));
    }

    /** The form has times as people write them, in UTC; the address has them as the API does. */
    private static ListAddress withTimes(ListAddress address, Map<String, List<String>> query) {
        return withTime(withTime(address, SessionListBuilder.START, FROM, query), SessionListBuilder.END, TO, query);
    }

    private static ListAddress withTime(ListAddress address, String name, String field, Map<String, List<String>> query) {
        String value = query.getOrDefault(field, List.of("")).get(0);
        if (value.isBlank()) {
            return address.without(name);
        }
        String exact = query.getOrDefault(EXACT + field, List.of("")).get(0);
        if (SessionListBuilder.isShownAs(exact, value)) {
            return address.with(name, exact);
        }
        try {
            return address.with(name, String.valueOf(Moment.us(value)));
        } catch (DateTimeException | ArithmeticException e) {
            throw ProblemException.invalidParameters(
                    List.of(FieldError.parameter(field, "must be a time such as 2026-11-30T08:15")));
        }
    }

    /** A row of the list, which a script puts in the place of an older one. */
    @GET
    @Path("{sessionId}/row")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> row(String sessionId) {
        return history.overview(sessionId)
                .flatMap(session -> pages.render(Templates.sessionRow(SessionRow.of(session, null, Micros.now(clock)))));
    }
}

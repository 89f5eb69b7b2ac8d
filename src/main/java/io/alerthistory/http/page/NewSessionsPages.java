package io.alerthistory.http.page;

import java.util.List;
import java.util.Map;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

import io.alerthistory.history.History;
import io.alerthistory.http.session.SessionListParams;
import io.smallrye.mutiny.Uni;

/** Announces new sessions. Its address is not below that of the sessions, whose identifiers may be any word. */
@Path(NewSessionsPages.PATH)
@Produces(WebText.HTML)
public class NewSessionsPages {

    static final String PATH = "/new-sessions";

    private final History history;
    private final Pages pages;

    NewSessionsPages(History history, Pages pages) {
        this.history = history;
        this.pages = pages;
    }

    /** How many sessions of a view are newer than those that it shows. */
    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> news(UriInfo uri) {
        ListAddress address = ListAddress.of(uri.getQueryParameters());
        Map<String, List<String>> query = address.with("page_size", "1").query();
        return history.list((signer, nowUs) -> SessionListParams.of(query, signer).query(nowUs)).flatMap(list -> {
            Long found = list.pagination().totalItems();
            return pages.render(Templates
                    .newSessions(found == null || found == 0 ? "" : Words.count(found, "new session", "new sessions")));
        });
    }
}

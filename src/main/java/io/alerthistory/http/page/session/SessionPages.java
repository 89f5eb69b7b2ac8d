package io.alerthistory.http.page.session;

import java.nio.charset.StandardCharsets;
import java.time.Clock;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.alerthistory.history.SessionOutlines;
import io.alerthistory.http.MediaTypes;
import io.alerthistory.http.page.Pages;
import io.alerthistory.http.page.Section;
import io.alerthistory.http.page.SessionAddress;
import io.alerthistory.http.page.Shell;
import io.alerthistory.http.page.WebText;
import io.alerthistory.request.Caller;
import io.alerthistory.review.Reviews;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The page of a session and its parts. */
@Path(SessionAddress.PATH)
@Produces(WebText.HTML)
public class SessionPages {

    private static final String MARKDOWN = "text/markdown;charset=UTF-8";
    /** Of a page that is open already. */
    private static final String REFRESH = "refresh";

    private static final String CACHING = "private, no-cache";

    private final SessionReads reads;
    private final SessionOutlines outlines;
    private final Reviews reviews;
    private final Pages pages;
    private final Clock clock;
    private final PageWorkers workers;

    SessionPages(SessionReads reads, SessionOutlines outlines, Reviews reviews, Pages pages, Clock clock,
            PageWorkers workers) {
        this.reviews = reviews;
        this.reads = reads;
        this.outlines = outlines;
        this.pages = pages;
        this.clock = clock;
        this.workers = workers;
    }

    @GET
    @Path("{sessionId}")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> session(String sessionId, UriInfo uri, HttpHeaders headers) {
        StepFilter filter = StepFilter.of(uri.getQueryParameters());
        Shell empty = pages.shell("", Section.SESSIONS, headers);
        long now = Micros.now(clock);
        Caller caller = Caller.current();
        return reads.content(sessionId, filter, uri.getQueryParameters().containsKey(REFRESH), now)
                .flatMap(content -> reviews.find(sessionId).flatMap(review -> workers.run(content.isLarge(), () -> {
                    SessionView view = SessionViews.of(content, filter, empty.isOperator(), now);
                    return pages.render(SessionTemplates.session(empty.titled(view.head().title()), view,
                            ReviewView.of(review, content.outline().session().session().isTerminal(), view.address(), caller)));
                })));
    }

    /** A window of steps, which a script appends to those before. */
    @GET
    @Path("{sessionId}/steps")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> steps(String sessionId, UriInfo uri) {
        StepFilter filter = StepFilter.of(uri.getQueryParameters());
        return reads.window(sessionId, filter).flatMap(content -> workers.run(content.isLarge(), () -> pages
                .render(SessionTemplates.steps(StepGroups.of(content.outline(), filter, content.steps(), Micros.now(clock))))));
    }

    /** What was said in a step: a page, or with part only its texts, for a script. */
    @GET
    @Path("{sessionId}/steps/{interactionId}")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> step(String sessionId, String interactionId, UriInfo uri, HttpHeaders headers) {
        boolean isPart = uri.getQueryParameters().containsKey("part");
        Shell empty = pages.shell("", Section.SESSIONS, headers);
        return reads.interaction(sessionId, interactionId).flatMap(stored -> StepViews.of(reads, stored))
                .flatMap(step -> pages.render(isPart ? SessionTemplates.payload(step)
                        : SessionTemplates.step(empty.titled(step.title()), step)));
    }

    /** The session as Markdown. */
    @GET
    @Path("{sessionId}/markdown")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> markdown(String sessionId) {
        StepFilter filter = new StepFilter(0, "", false, "");
        long now = Micros.now(clock);
        return reads.content(sessionId, filter, false, now).flatMap(content -> workers.run(content.isLarge(), () -> {
            SessionView view = SessionViews.of(content, filter, false, now);
            String text = SessionText.of(view,
                    content.texts().getOrDefault("final_analysis", SessionReads.Shown.NOTHING).text());
            return Uni.createFrom().item(ResponseBuilder.ok(new WebText(MARKDOWN, text.getBytes(StandardCharsets.UTF_8)))
                    .header(HttpHeaders.CONTENT_TYPE, MARKDOWN).header(HttpHeaders.CACHE_CONTROL, CACHING).build());
        }));
    }

    /** The session and its interactions with their payloads, one a line. */
    @GET
    @Path("{sessionId}/download")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Uni<RestResponse<JsonDocument>> download(String sessionId) {
        return outlines.lines(sessionId).map(lines -> ResponseBuilder.ok(lines)
                .header(HttpHeaders.CONTENT_TYPE, MediaTypes.NDJSON)
                .header("Content-Disposition", "attachment; filename=\"" + fileName(sessionId) + ".ndjson\"")
                .header(HttpHeaders.CACHE_CONTROL, CACHING).build());
    }

    private static String fileName(String sessionId) {
        return "session-" + sessionId.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}

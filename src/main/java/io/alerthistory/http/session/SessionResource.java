package io.alerthistory.http.session;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

import io.alerthistory.history.CountMode;
import io.alerthistory.history.DetailedSession;
import io.alerthistory.history.History;
import io.alerthistory.history.SessionDocument;
import io.alerthistory.history.SessionList;
import io.alerthistory.http.MediaTypes;
import io.alerthistory.request.Caller;
import io.alerthistory.session.CreateSession;
import io.alerthistory.session.SessionChange;
import io.alerthistory.session.Sessions;
import io.alerthistory.session.VersionMatch;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.stream.JsonDocuments;
import io.smallrye.mutiny.Uni;

/** Sessions as a collection of the history: find them, read one whole, record one, change one. */
@Path(SessionResource.PATH)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sessions")
public class SessionResource {

    public static final String PATH = "/api/v1/history/sessions";

    /** A browser may keep the representation, for itself, and must ask with its entity tag before each use. */
    static final String REVALIDATED = "private, no-cache";

    private final Sessions sessions;
    private final History history;
    private final JsonDocuments documents;

    SessionResource(Sessions sessions, History history, JsonDocuments documents) {
        this.sessions = sessions;
        this.history = history;
        this.documents = documents;
    }

    @GET
    @Operation(summary = "List sessions, the newest first unless sorted otherwise")
    @Parameter(name = "sort_by", in = ParameterIn.QUERY, description = "started_at_us, status, alert_type, agent_type, author, duration_ms, completed_at_us or score (the latest); anything else: the newest first", schema = @Schema(type = SchemaType.STRING, defaultValue = "started_at_us"))
    @Parameter(name = "sort_order", description = "asc in any case; anything else: desc", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING, defaultValue = "desc"))
    @Parameter(name = "page", description = "From 1", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, format = "int32", minimum = "1", maximum = "2147483647", defaultValue = "1"))
    @Parameter(name = "page_size", description = "Sessions a page", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "next_cursor or prev_cursor of a page with the same filters and sort; excludes page", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "count", in = ParameterIn.QUERY, description = "How total_items is found: auto is exact up to 10,000 matches and an estimate beyond", schema = @Schema(implementation = CountMode.class, defaultValue = "auto"))
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = SessionList.class)))
    public Uni<RestResponse<JsonDocument>> list(UriInfo uri) {
        return history.list((signer, nowUs) -> SessionListParams.of(uri.getQueryParameters(), signer).query(nowUs))
                .map(list -> ResponseBuilder.ok(documents.of(list))
                        .header(HttpHeaders.LINK, PageLinks.of(PATH, uri.getQueryParameters(), list.pagination()).orElse(null))
                        .build());
    }

    @GET
    @Path("{sessionId}")
    @Operation(summary = "Read a session with its stages and its timeline")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DetailedSession.class)))
    public Uni<RestResponse<JsonDocument>> get(String sessionId,
            @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        VersionMatch known = new VersionMatch(ifNoneMatch);
        return history.session(sessionId, known::names).map(session -> session.body() == null
                ? ResponseBuilder.<JsonDocument> create(Status.NOT_MODIFIED)
                        .header(HttpHeaders.ETAG, VersionMatch.tag(session.version()))
                        .header(HttpHeaders.CACHE_CONTROL, REVALIDATED).build()
                : response(Status.OK, session).header(HttpHeaders.CACHE_CONTROL, REVALIDATED).build());
    }

    @POST
    @Operation(summary = "Record a session; the same content again finds the stored one")
    @APIResponse(responseCode = "201", description = "Recorded", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DetailedSession.class)), headers = @Header(name = "Location", description = "The session's address", schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "200", description = "It was there, with the same content", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DetailedSession.class)))
    @APIResponse(responseCode = "404", description = "The Idempotency-Key belongs to a session that was erased")
    @APIResponse(responseCode = "429")
    public Uni<RestResponse<JsonDocument>> create(@NotNull @Valid CreateSession body) {
        return sessions.create(body, Caller.current().author()).flatMap(creation -> creation.created()
                ? Uni.createFrom().item(response(Status.CREATED, history.created(creation.sent()))
                        .header(HttpHeaders.LOCATION, SessionLocation.of(creation.stored().sessionId())).build())
                : history.session(creation.stored().sessionId()).map(session -> response(Status.OK, session).build()));
    }

    @PATCH
    @Path("{sessionId}")
    @Consumes({ MediaTypes.MERGE_PATCH, MediaType.APPLICATION_JSON })
    @Operation(summary = "Change a session with a JSON merge patch (RFC 7396)")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DetailedSession.class)))
    public Uni<RestResponse<JsonDocument>> change(String sessionId, @NotNull SessionChange body,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return sessions.change(sessionId, body.checked(), VersionMatch.required(ifMatch))
                .flatMap(session -> history.session(sessionId))
                .map(session -> response(Status.OK, session).build());
    }

    private static ResponseBuilder<JsonDocument> response(Status status, SessionDocument session) {
        return ResponseBuilder.<JsonDocument> create(status).entity(session.body())
                .header(HttpHeaders.ETAG, VersionMatch.tag(session.version()))
                .header(HttpHeaders.CONTENT_LOCATION, SessionLocation.of(session.sessionId()));
    }
}

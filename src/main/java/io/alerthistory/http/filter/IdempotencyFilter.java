package io.alerthistory.http.filter;

import java.util.Map;
import java.util.TreeMap;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerResponseFilter;
import org.jboss.resteasy.reactive.server.spi.ServerHttpRequest;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.budget.LargeBodies;
import io.alerthistory.http.FilterOrder;
import io.alerthistory.http.MediaTypes;
import io.alerthistory.id.IdSource;
import io.alerthistory.idempotency.Begun;
import io.alerthistory.idempotency.HasSecret;
import io.alerthistory.idempotency.Idempotency;
import io.alerthistory.idempotency.IdempotencyKey;
import io.alerthistory.idempotency.KeyLock;
import io.alerthistory.idempotency.KeyedRequest;
import io.alerthistory.idempotency.Representations;
import io.alerthistory.idempotency.StoredResponse;
import io.alerthistory.json.BodyStream;
import io.alerthistory.json.ContentDigest;
import io.alerthistory.json.Utf8;
import io.alerthistory.request.RequestIds;
import io.alerthistory.stream.JsonDocument;
import io.smallrye.mutiny.Uni;

/**
 * Wraps every POST with a key: before the resource it looks for a stored response, and after it it stores the response.
 * It skips requests without a key, bulk uploads, whose body is a stream that is not held in memory and whose records have
 * identifiers, and the forms of pages, whose responses are for people: no client repeats them, and one may have a secret.
 */
@Provider
@Priority(FilterOrder.IDEMPOTENCY)
public class IdempotencyFilter implements ResteasyReactiveContainerRequestFilter, ResteasyReactiveContainerResponseFilter {

    private static final String REPLAY = "Idempotent-Replay";
    private static final MediaType NDJSON = MediaType.valueOf(MediaTypes.NDJSON);
    private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8");
    private static final byte[] NO_BODY = {};

    /** The maximum size of a stored body in bytes. */
    private static final long MAX_STORED_BYTES = 1_048_576;
    private static final String LOCK = KeyLock.class.getName();

    private final Idempotency idempotency;
    private final RequestIds ids;
    private final ObjectMapper json;
    private final LargeBodies largeBodies;
    private final Representations representations;

    IdempotencyFilter(Idempotency idempotency, RequestIds ids, ObjectMapper json, LargeBodies largeBodies,
            Representations representations) {
        this.representations = representations;
        this.largeBodies = largeBodies;
        this.idempotency = idempotency;
        this.ids = ids;
        this.json = json;
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request) {
        ResteasyReactiveRequestContext framework = (ResteasyReactiveRequestContext) request.getServerRequestContext();
        ServerHttpRequest sent = framework.serverRequest();
        if (!sent.containsRequestHeader(IdempotencyKey.HEADER) || !sent.getRequestMethod().equals(HttpMethod.POST)
                || framework.getTarget().getConsumes().contains(NDJSON)
                || framework.getTarget().getConsumes().contains(MediaType.APPLICATION_FORM_URLENCODED_TYPE)) {
            return;
        }
        String key = IdempotencyKey.of(sent.getAllRequestHeaders(IdempotencyKey.HEADER));
        byte[] body = framework.getInputStream() instanceof BodyStream stream ? stream.bytes() : NO_BODY;
        request.suspend();
        begin(key, sent, body)
                // Resumes the request in its own context, whichever thread the database callback runs on.
                .emitOn(framework.getContextExecutor()).invoke(begun -> resume(request, framework, body, begun))
                .subscribe().with(begun -> {
                }, request::resume);
    }

    private void resume(ResteasyReactiveContainerRequestContext request, ResteasyReactiveRequestContext framework, byte[] body,
            Begun begun) {
        if (begun instanceof Begun.Served answered) {
            replay(answered.response()).subscribe().with(request::abortWith, request::resume); // both methods resume the request
            return;
        }
        if (begun instanceof Begun.Locked locked) {
            request.setProperty(LOCK, locked.lock());
            framework.registerCompletionCallback(end -> abandon(request));
            ids.seed(new IdSource(locked.lock().key(), locked.lock().createdAtUs()));
        }
        if (body.length > LargeBodies.SMALL) {
            framework.resume(largeBodies.executor(body.length));
        } else {
            request.resume();
        }
    }

    private Uni<Begun> begin(String key, ServerHttpRequest request, byte[] body) {
        return Uni.createFrom().item(() -> digest(request, body)) // on the thread that parses the body
                .flatMap(digest -> idempotency.begin(new KeyedRequest(key, digest)));
    }

    /** Unlocks the key of a request whose client disconnected. */
    private void abandon(ContainerRequestContext request) {
        if (request.getProperty(LOCK) instanceof KeyLock lock) {
            idempotency.abandon(lock).subscribe().with(abandoned -> {
            });
        }
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(LOCK) instanceof KeyLock lock) {
            request.removeProperty(LOCK);
            request.suspend();
            end(lock, request, response).subscribe().with(ended -> request.resume(), request::resume);
        }
    }

    private Uni<Void> end(KeyLock lock, ContainerRequestContext request, ContainerResponseContext response) {
        return switch (response.getStatus() / 100) {
            case 2 -> idempotency.keep(lock, stored(request, response));
            case 5 -> idempotency.abandon(lock);
            default -> idempotency.free(lock);
        };
    }

    /** Makes the stored response equal to the sent one: the entity is serialized here and replaced by its text. */
    private StoredResponse stored(ContainerRequestContext request, ContainerResponseContext response) {
        Map<String, String> headers = new TreeMap<>();
        response.getHeaders().keySet().stream().filter(name -> !name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE))
                .forEach(name -> headers.put(name, response.getHeaderString(name)));
        String subject = subject(request, headers);
        if (response.getEntity() instanceof JsonDocument document) {
            // A longer body is read again for a replay, from its Content-Location.
            return new StoredResponse(response.getStatus(), headers,
                    document.text(MAX_STORED_BYTES).map(Utf8::toString).orElse(null), subject);
        }
        if (response.getEntity() instanceof HasSecret secret) {
            return new StoredResponse(response.getStatus(), headers, text(secret.withoutSecret()));
        }
        String body = text(response.getEntity());
        if (body != null) {
            response.setEntity(body, response.getEntityAnnotations(), JSON);
        }
        return new StoredResponse(response.getStatus(), headers, body, subject);
    }

    /** The session or the chat that a response is about, so that an erasure finds it. */
    private @Nullable String subject(ContainerRequestContext request, Map<String, String> headers) {
        MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
        String named = path.containsKey("sessionId") ? path.getFirst("sessionId") : path.getFirst("chatId");
        String represented = headers.get(HttpHeaders.CONTENT_LOCATION);
        return named != null || represented == null ? named : representations.sessionId(represented);
    }

    private @Nullable String text(@Nullable Object entity) {
        try {
            return entity == null ? null : json.writeValueAsString(entity);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Uni<Response> replay(StoredResponse stored) {
        Response.ResponseBuilder replay = Response.status(stored.status()).header(REPLAY, "true");
        stored.headers().forEach(replay::header);
        String represented = stored.headers().get(HttpHeaders.CONTENT_LOCATION);
        if (stored.body() == null && represented != null) {
            return representations.read(represented).map(document -> replay.type(JSON).entity(document).build());
        }
        return Uni.createFrom().item(stored.body() == null ? replay.build() : replay.type(JSON).entity(stored.body()).build());
    }

    private static String digest(ServerHttpRequest request, byte[] body) {
        return new ContentDigest().add("method", request.getRequestMethod()).add("path", request.getRequestPath())
                .add("query", request.query()).addBody("body", body).hex();
    }
}

package io.alerthistory.http.body;

import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;

import io.alerthistory.budget.LargeBodies;
import io.alerthistory.error.JsonLimits;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.FilterOrder;
import io.alerthistory.http.MediaTypes;
import io.alerthistory.http.alert.AlertEventResource;
import io.alerthistory.json.BodyStream;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads and decodes the whole body of a request that matches a resource, before all other filters that need it, and
 * provides it as a {@link BodyStream}. A body of JSON lines is only checked for its encoding; its resource reads it.
 */
@Provider
@Priority(FilterOrder.BODY)
public class BodyFilter implements ResteasyReactiveContainerRequestFilter {

    private static final MediaType LINES = MediaType.valueOf(MediaTypes.NDJSON);

    private final BodyReaders readers;
    private final LargeBodies largeBodies;

    BodyFilter(BodyReaders readers, LargeBodies largeBodies) {
        this.readers = readers;
        this.largeBodies = largeBodies;
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request) {
        ResteasyReactiveRequestContext framework = (ResteasyReactiveRequestContext) request.getServerRequestContext();
        RoutingContext exchange = framework.serverRequest().unwrap(RoutingContext.class);
        HttpServerRequest sent = exchange.request();
        String method = sent.method().name();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) || !UnreadBody.mayHaveBody(sent)) {
            return;
        }
        String type = sent.getHeader(HttpHeaders.CONTENT_TYPE);
        // The framework routes an empty Content-Type like a missing one, and fails to parse it here.
        Optional<ProblemException> refusal = ContentRules.refusal(sent,
                type == null || type.isBlank() ? null : request.getMediaType());
        if (refusal.isPresent()) {
            UnreadBody.closeAfterResponse(exchange);
            throw refusal.get();
        }
        if (framework.getTarget().getConsumes().contains(LINES)) {
            return;
        }
        request.suspend();
        readers.read(exchange, body -> parse(request, framework, body), failure -> {
            UnreadBody.closeAfterResponse(exchange);
            request.resume(failure);
        });
    }

    /** An event of the event recorder may list some thousand alerts, which are read one after the other. */
    private static int maxMembers(ResteasyReactiveRequestContext framework) {
        boolean isEvents = framework.getTarget().getClassPath().template.equals(AlertEventResource.PATH);
        return isEvents ? JsonLimits.MAX_ELEMENTS : JsonLimits.MAX_MEMBERS;
    }

    private void parse(ResteasyReactiveContainerRequestContext request, ResteasyReactiveRequestContext framework, byte[] body) {
        request.setEntityStream(new BodyStream(body));
        // Resumes the request on the thread that parses the body.
        Runnable next = () -> {
            try {
                JsonLimits.check(body, "body", maxMembers(framework));
            } catch (ProblemException problem) {
                request.resume(problem);
                return;
            }
            framework.resume(Runnable::run);
        };
        if (body.length <= LargeBodies.SMALL) {
            next.run();
        } else {
            largeBodies.executor(body.length).execute(next);
        }
    }
}

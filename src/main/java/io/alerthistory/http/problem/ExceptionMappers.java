package io.alerthistory.http.problem;

import java.io.CharConversionException;
import java.io.IOException;
import java.util.Set;

import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

import io.alerthistory.error.Causes;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.Failures;
import io.alerthistory.error.JsonErrors;
import io.alerthistory.error.Problem;
import io.alerthistory.error.ProblemException;
import io.alerthistory.error.Violations;
import io.alerthistory.http.Routes;
import io.alerthistory.json.BodyStream;
import io.quarkus.security.ForbiddenException;
import io.vertx.core.http.HttpClosedException;

/** The only place that converts exceptions to responses. */
final class ExceptionMappers {

    private final Failures failures;
    private final Routes routes;

    ExceptionMappers(Failures failures, Routes routes) {
        this.failures = failures;
        this.routes = routes;
    }

    @ServerExceptionMapper
    Response problem(ProblemException e, ContainerRequestContext request, UriInfo uri) {
        return response(ofBody(failures.problem(e), request), uri);
    }

    /** Maps three types, because the framework has its own mappers for the narrower ones. */
    @ServerExceptionMapper({ MismatchedInputException.class, InvalidDefinitionException.class, JsonProcessingException.class })
    Response json(JsonProcessingException e, ContainerRequestContext request, UriInfo uri) {
        return JsonErrors.isOurs(e) ? unexpected(e, uri) : response(ofBody(JsonErrors.explain(e), request), uri);
    }

    /** Jackson throws this for bytes that are not valid in any Unicode encoding. */
    @ServerExceptionMapper
    Response encoding(CharConversionException e, UriInfo uri) {
        return response(JsonErrors.notText("body"), uri);
    }

    /** The body ends early because the client has disconnected: the response is not read, and the failure is not logged. */
    @ServerExceptionMapper
    Response body(IOException e, UriInfo uri) {
        return isOfClient(e)
                ? response(new ProblemException(ErrorCode.INVALID_JSON, "The body ended before it was complete"), uri)
                : unexpected(e, uri);
    }

    @ServerExceptionMapper
    Response violations(ConstraintViolationException e, ContainerRequestContext request, UriInfo uri) {
        return response(ofBody(Violations.explain(e.getConstraintViolations()), request), uri);
    }

    /** Maps what the framework refuses: an unknown route, a method, a media type, a body that cannot be read. */
    @ServerExceptionMapper
    Response framework(WebApplicationException e, ContainerRequestContext request, UriInfo uri) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return response(ofBody(JsonErrors.explain(json), request), uri);
        }
        ErrorCode code = ErrorCode.ofStatus(e.getResponse().getStatus());
        return switch (code) {
            case INTERNAL -> unexpected(e, uri);
            case NOT_FOUND, METHOD_NOT_ALLOWED -> notHere(uri);
            default -> response(failures.problem(new ProblemException(code, code.title(), e)), uri);
        };
    }

    /** Maps what the policy of the routes refuses. */
    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, UriInfo uri) {
        return e instanceof UnknownRouteException ? notHere(uri)
                : response(new ProblemException(ErrorCode.FORBIDDEN, String.valueOf(e.getMessage())), uri);
    }

    private static ProblemException ofBody(ProblemException e, ContainerRequestContext request) {
        return request.getEntityStream() instanceof BodyStream body && body.isObject() ? e.ofSingleValue() : e;
    }

    private static boolean isOfClient(IOException e) {
        return Causes.find(e, HttpClosedException.class).isPresent();
    }

    /** The framework responds with 404 when a route below a session does not have the method. */
    private Response notHere(UriInfo uri) {
        Set<String> methods = routes.methods(uri.getRequestUri().getRawPath());
        ErrorCode code = methods.isEmpty() ? ErrorCode.NOT_FOUND : ErrorCode.METHOD_NOT_ALLOWED;
        return Response.fromResponse(response(new ProblemException(code, code.title()), uri))
                .header(HttpHeaders.ALLOW, code == ErrorCode.METHOD_NOT_ALLOWED ? String.join(", ", methods) : null).build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e, UriInfo uri) {
        return response(failures.problem(e), uri);
    }

    private static Response response(ProblemException e, UriInfo uri) {
        Response.ResponseBuilder response = Response.status(e.code().status()).type(Problem.MEDIA_TYPE)
                .entity(Problem.of(e, uri.getRequestUri().getRawPath()));
        if (e.code() == ErrorCode.UNSUPPORTED_ENCODING) {
            response.header(HttpHeaders.ACCEPT_ENCODING, "gzip"); // RFC 9110, 15.5.16
        }
        return response.header(HttpHeaders.RETRY_AFTER, e.code().retryAfterSeconds()).build();
    }
}

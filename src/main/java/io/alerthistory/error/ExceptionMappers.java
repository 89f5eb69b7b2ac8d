package io.alerthistory.error;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.event.Event;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

import io.alerthistory.observe.HistoryEvent;

/** The one place where whatever a request threw becomes an answer. */
final class ExceptionMappers {

    /** Seconds after which a client may try again when what refused it passes by itself. */
    private static final Map<ErrorCode, Integer> RETRY_AFTER_SECONDS = Map.of(ErrorCode.DATABASE_UNAVAILABLE, 5,
            ErrorCode.QUEUE_FULL, 30);

    private final Event<HistoryEvent> events;
    private final AllowedMethods allowed;

    ExceptionMappers(Event<HistoryEvent> events, AllowedMethods allowed) {
        this.events = events;
        this.allowed = allowed;
    }

    @ServerExceptionMapper
    Response problem(ProblemException e, UriInfo uri) {
        return answer(e, uri);
    }

    /** Two types, because the framework has a mapper of its own for the narrower one. */
    @ServerExceptionMapper({ MismatchedInputException.class, JsonProcessingException.class })
    Response json(JsonProcessingException e, UriInfo uri) {
        return answer(JsonErrors.explain(e), uri);
    }

    @ServerExceptionMapper
    Response violations(ConstraintViolationException e, UriInfo uri) {
        List<FieldError> errors = e.getConstraintViolations().stream().map(ExceptionMappers::fieldError)
                .sorted(java.util.Comparator.comparing(FieldError::readable)).toList();
        boolean parameters = errors.stream().allMatch(error -> error.parameter() != null);
        return answer(parameters ? ProblemException.invalidParameters(errors) : ProblemException.invalidFields(errors), uri);
    }

    /** What the framework itself refuses: unknown route, method, media type, a body that cannot be read. */
    @ServerExceptionMapper
    Response framework(WebApplicationException e, UriInfo uri) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return answer(JsonErrors.explain(json), uri);
        }
        ErrorCode code = ErrorCode.ofStatus(e.getResponse().getStatus());
        return switch (code) {
            case INTERNAL -> unexpected(e, uri);
            case NOT_FOUND, METHOD_NOT_ALLOWED -> notHere(code, uri);
            default -> answer(new ProblemException(code, code.title()), uri);
        };
    }

    /** Below a session the framework says 404 for a method that a route has not, as if there were no such route. */
    private Response notHere(ErrorCode said, UriInfo uri) {
        String methods = allowed.of(uri.getRequestUri().getRawPath());
        ErrorCode code = methods.isEmpty() ? said : ErrorCode.METHOD_NOT_ALLOWED;
        return Response.fromResponse(answer(new ProblemException(code, code.title()), uri))
                .header(HttpHeaders.ALLOW, code == ErrorCode.METHOD_NOT_ALLOWED ? methods : null).build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e, UriInfo uri) {
        String reference = UUID.randomUUID().toString();
        events.fire(new HistoryEvent.RequestFailed(reference, e));
        return answer(new ProblemException(ErrorCode.INTERNAL, "The service failed; its log says why under " + reference), uri);
    }

    private static Response answer(ProblemException e, UriInfo uri) {
        Response.ResponseBuilder answer = Response.status(e.code().status()).type(Problem.MEDIA_TYPE)
                .entity(Problem.of(e.code(), e.detail(), uri.getRequestUri().getRawPath(), e.errors()));
        return answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS.get(e.code())).build();
    }

    /** A violation's path is method.argument.field[index]…: the client knows the argument only when it is a parameter. */
    private static FieldError fieldError(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        String argument = "";
        for (Iterator<Path.Node> nodes = violation.getPropertyPath().iterator(); nodes.hasNext();) {
            Path.Node node = nodes.next();
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer.append('/').append(snakeCase(node.getName()));
            } else if (node.getKind() == ElementKind.PARAMETER) {
                argument = snakeCase(node.getName());
            }
        }
        return pointer.isEmpty() && !argument.equals("body") ? FieldError.parameter(argument, violation.getMessage())
                : FieldError.field(pointer.toString(), violation.getMessage());
    }

    private static String snakeCase(String name) {
        return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(name);
    }
}

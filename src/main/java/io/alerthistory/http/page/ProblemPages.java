package io.alerthistory.http.page;

import java.util.List;
import java.util.Objects;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

import io.alerthistory.error.FieldError;
import io.alerthistory.error.Problem;
import io.alerthistory.http.problem.ProblemRenderer;
import io.vertx.ext.web.RoutingContext;

/** Problems for people: what went wrong, what to do, and the id of the request for those who look for it in a log. */
@Singleton
public class ProblemPages implements ProblemRenderer {

    static final String REQUEST_ID = "X-Request-Id";

    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int INTERNAL = 500;

    private final Pages pages;

    ProblemPages(Pages pages) {
        this.pages = pages;
    }

    @Override
    public void end(RoutingContext request, Problem problem) {
        io.vertx.core.http.Cookie theme = request.request().getCookie(Pages.THEME);
        request.response().putHeader(HttpHeaders.CONTENT_TYPE, WebText.HTML).putHeader(Pages.POLICY_HEADER, Pages.POLICY)
                .end(html(problem, String.valueOf(request.response().headers().get(REQUEST_ID)),
                        theme == null ? null : theme.getValue()));
    }

    /** Shows what a resource, or the search for one, ended with. */
    @ServerResponseFilter
    public void show(ContainerRequestContext request, ContainerResponseContext response, RoutingContext exchange) {
        if (response.getEntity() instanceof Problem problem
                && ProblemRenderer.isWanted(request.getUriInfo().getRequestUri().getRawPath(),
                        request.getHeaderString(HttpHeaders.ACCEPT))) {
            Cookie theme = request.getCookies().get(Pages.THEME);
            String html = html(problem, String.valueOf(exchange.response().headers().get(REQUEST_ID)),
                    theme == null ? null : theme.getValue());
            response.setEntity(WebText.html(html), null, MediaType.valueOf(WebText.HTML));
            response.getHeaders().putSingle(Pages.POLICY_HEADER, Pages.POLICY);
        }
    }

    private String html(Problem problem, String requestId, @Nullable String theme) {
        List<FieldError> errors = Objects.requireNonNullElse(problem.errors(), List.of());
        return Templates.problem(pages.shell(heading(problem), null, theme),
                new ProblemView(heading(problem), problem.detail(), errors.stream().map(FieldError::readable).toList(),
                        advice(problem.status()), requestId))
                .render();
    }

    private static String heading(Problem problem) {
        return switch (problem.status()) {
            case UNAUTHENTICATED -> "Sign in";
            case FORBIDDEN -> "You may not do this";
            case NOT_FOUND -> "There is no such page";
            default -> problem.title();
        };
    }

    private static String advice(int status) {
        return switch (status) {
            case UNAUTHENTICATED ->
                "Load the page again, and enter any name with an access key as the password. An administrator makes keys.";
            case FORBIDDEN -> "Ask an administrator for the role, or sign in as somebody who has it.";
            case NOT_FOUND -> "It may have been deleted by retention, or the address is not complete.";
            case TOO_MANY -> "Wait a minute, then try again.";
            default -> status >= INTERNAL ? "Try again in a moment. What was recorded is safe."
                    : "Change the address, or go back and try something else.";
        };
    }
}

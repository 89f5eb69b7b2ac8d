package io.alerthistory.http.page;

import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

import io.alerthistory.access.AccessConfig;
import io.alerthistory.access.AuthMode;
import io.alerthistory.request.Caller;
import io.alerthistory.request.Role;
import io.alerthistory.time.Micros;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;

/**
 * Makes responses of pages: what is around them, and their headers. A bean with a proxy: the filter that shows problems is made
 * before the configuration is read.
 */
@ApplicationScoped
public class Pages {

    /** Nothing but our own files and addresses: no inline script or style, no other host, no frame. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
            + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    static final String POLICY_HEADER = "Content-Security-Policy";

    /** A browser keeps a page for its back button, and asks again otherwise. */
    private static final String CACHING = "private, no-cache";

    static final String THEME = "theme";
    private static final Set<String> THEMES = Set.of("light", "dark");
    private static final Map<Section, Role> ROLES = Map.of(Section.OPERATIONS, Role.OPERATOR, Section.ACCESS, Role.ADMIN);

    private final Assets assets;
    private final AccessConfig access;
    private final Clock clock;

    Pages(Assets assets, AccessConfig access, Clock clock) {
        this.assets = assets;
        this.access = access;
        this.clock = clock;
    }

    /**
     * What is around a page of the current caller.
     *
     * @param section the page's part; null for a page that belongs to none
     */
    public Shell shell(String title, @Nullable Section section, HttpHeaders request) {
        Cookie theme = request.getCookies().get(THEME);
        return shell(title, section, theme == null ? null : theme.getValue());
    }

    /** @param theme the value of the browser's cookie; null when it has none */
    Shell shell(String title, @Nullable Section section, @Nullable String theme) {
        Caller caller = Caller.current();
        return new Shell(title, Arrays.stream(Section.values())
                .filter(each -> caller.may(ROLES.getOrDefault(each, Role.VIEWER)))
                .map(each -> new Shell.Link(each.address(), each.label(), each == section)).toList(), caller,
                theme != null && THEMES.contains(theme) ? theme : null,
                caller.kind() == Caller.Kind.OIDC && access.mode().contains(AuthMode.OIDC) ? "/sign-out" : null,
                Micros.now(clock), assets);
    }

    /** Leads a browser to another page. Behind a proxy the service does not know its own name. */
    public static RestResponse<WebText> seeOther(String address) {
        return ResponseBuilder.<WebText> create(RestResponse.Status.SEE_OTHER).header(HttpHeaders.LOCATION, address).build();
    }

    /** Renders the question whether something is to be done. */
    public Uni<RestResponse<WebText>> confirm(Shell shell, ConfirmView view) {
        return render(Templates.confirm(shell, view));
    }

    /** Renders a page that has a secret: no browser and no proxy may keep it. */
    public Uni<RestResponse<WebText>> renderSecret(TemplateInstance page) {
        return render(page).map(response -> ResponseBuilder.fromResponse(response)
                .header(HttpHeaders.CACHE_CONTROL, null).header(HttpHeaders.CACHE_CONTROL, "no-store").build());
    }

    /** Renders a page, or a part of one. */
    public Uni<RestResponse<WebText>> render(TemplateInstance page) {
        return render(RestResponse.Status.OK.getStatusCode(), page);
    }

    /** The same with another status than 200. */
    public Uni<RestResponse<WebText>> render(int status, TemplateInstance page) {
        return page.createUni()
                .map(html -> ResponseBuilder.<WebText> create(status).entity(WebText.html(html))
                        .header(HttpHeaders.CONTENT_TYPE, WebText.HTML).header(POLICY_HEADER, POLICY)
                        .header(HttpHeaders.CACHE_CONTROL, CACHING).build());
    }
}

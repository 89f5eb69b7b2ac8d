package io.alerthistory.http.signin;

import java.time.Duration;
import java.util.List;

import io.alerthistory.config.OidcKeys;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;

/** The cookies by which the framework keeps a session, and the state of a sign-in that is under way. */
final class SessionCookie {

    private static final String SESSION = "q_session_" + OidcKeys.PAGE;
    private static final String STATE = "q_auth_" + OidcKeys.PAGE;
    private static final long MAX_AGE = Duration.ofHours(8).toSeconds();

    private SessionCookie() {
    }

    /** Whether a request has a cookie for the framework to look at. */
    static boolean isIn(RoutingContext exchange) {
        return exchange.request().cookies().stream().map(Cookie::getName)
                .anyMatch(name -> name.startsWith(SESSION) || name.startsWith(STATE));
    }

    /** Deletes the session in the browser, with the attributes that it was made with. */
    static void remove(RoutingContext exchange, boolean secure) {
        List<String> names = exchange.request().cookies().stream().map(Cookie::getName)
                .filter(name -> name.startsWith(SESSION)).distinct().toList();
        names.forEach(name -> exchange.response()
                .addCookie(Cookie.cookie(name, "").setPath("/").setMaxAge(0).setHttpOnly(true).setSecure(secure)
                        .setSameSite(CookieSameSite.LAX)));
    }

    /** Lets a browser drop the session when it ends; the framework adds the age of the provider's token. */
    static void limitAge(RoutingContext exchange) {
        exchange.addHeadersEndHandler(now -> exchange.request().cookies().stream()
                .filter(cookie -> cookie.getName().startsWith(SESSION) && cookie.getMaxAge() > MAX_AGE)
                .forEach(cookie -> cookie.setMaxAge(MAX_AGE)));
    }
}

package io.alerthistory.http.access;

import io.quarkus.runtime.LaunchMode;
import io.vertx.ext.web.RoutingContext;

/**
 * The framework's pages and tools for developers, such as the Dev UI. They exist only under {@code quarkus:dev}, change from
 * version to version, and so are in no table; a client on the same host may use them.
 */
final class DevelopmentPages {

    private static final String TOOLS = "/q/";

    private DevelopmentPages() {
    }

    /** Whether an address may be one of theirs. */
    static boolean mayHave(String path) {
        return LaunchMode.current().isDev() && path.startsWith(TOOLS);
    }

    static boolean areOpenTo(RoutingContext request, String path) {
        return mayHave(path) && ClientAddress.isThisHost(request);
    }
}

package io.alerthistory;

import java.security.Security;
import java.util.List;

import io.alerthistory.http.openapi.StoredDescription;
import io.alerthistory.start.MigrateOnly;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins. */
@QuarkusMain
public final class AlertHistory {

    /**
     * Vert.x reads it once, before there is a configuration, so it cannot stand in application.properties. In a native binary
     * it
     * was read while the image was built, and stands in quarkus.native.additional-build-args.
     */
    private static final String SERVER_TAKES_ANY_ADDRESS = "vertx.disableURIValidation";

    /** How long the address of a name is remembered: after a failover the name of the database has another one. */
    private static final String ADDRESS_SECONDS = "5";

    /** The same of a name that has none; it may be on its way to the next one. */
    private static final String UNKNOWN_ADDRESS_SECONDS = "1";

    private AlertHistory() {
    }

    /**
     * Starts the service and returns when it has ended. The server would answer an address that is no URI itself, without a
     * body; the service refuses it with a problem instead.
     *
     * @param arguments none; or {@value MigrateOnly#ARGUMENT}: the process waits for its database, migrates it without
     *        listening, and ends at once with 0, or with 1 when the database did not come
     */
    public static void main(String... arguments) {
        System.setProperty(SERVER_TAKES_ANY_ADDRESS, "true");
        Security.setProperty("networkaddress.cache.ttl", ADDRESS_SECONDS);
        Security.setProperty("networkaddress.cache.negative.ttl", UNKNOWN_ADDRESS_SECONDS);
        if (List.of(arguments).contains(MigrateOnly.ARGUMENT)) {
            System.setProperty("quarkus.http.host-enabled", "false");
            System.setProperty("quarkus.shutdown.delay", "0S"); // no load balancer has to notice that it goes
        }
        StoredDescription.serveWithoutAModel();
        Quarkus.run(arguments);
    }
}

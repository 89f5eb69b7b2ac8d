package io.alerthistory;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins. */
@QuarkusMain
public final class AlertHistory {

    /** Read once, before any configuration is; hence no key of application.properties. */
    private static final String SERVER_TAKES_ANY_ADDRESS = "vertx.disableURIValidation";

    private AlertHistory() {
    }

    /**
     * Starts the service and returns when it has ended. The server would answer an address that is no URI itself, without a
     * body; the service refuses it with a problem instead.
     */
    public static void main(String... arguments) {
        System.setProperty(SERVER_TAKES_ANY_ADDRESS, "true");
        Quarkus.run(arguments);
    }
}

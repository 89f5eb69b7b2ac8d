package io.alerthistory;

import java.security.Security;
import java.util.List;
import java.util.Map;

import io.alerthistory.http.openapi.StoredDescription;
import io.alerthistory.start.CommandName;
import io.alerthistory.start.MigrationCommand;
import io.alerthistory.transfer.TransferArguments;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The entry point of the process. */
@QuarkusMain
public final class AlertHistory {

    /**
     * Vert.x reads this system property once, before there is a configuration, so it cannot be set in
     * application.properties. For a native binary it is read while the image is built, and is set in
     * quarkus.native.additional-build-args.
     */
    private static final String DISABLE_URI_VALIDATION = "vertx.disableURIValidation";

    /** How long a resolved address is cached. After a failover the database's name resolves to another address. */
    private static final String ADDRESS_SECONDS = "5";

    /** How long a failed resolution is cached. The name may be about to move to another address. */
    private static final String UNKNOWN_ADDRESS_SECONDS = "1";

    private AlertHistory() {
    }

    /**
     * Starts the service and returns when it has ended. Without the system property the server itself would respond to
     * an invalid URI, without a body; the service refuses it with a problem instead.
     *
     * @param arguments none; or a {@link CommandName} and its own arguments: the process does what they say without
     *        listening, and ends with 0, or with 1 when it failed
     */
    public static void main(String... arguments) {
        System.setProperty(DISABLE_URI_VALIDATION, "true");
        Security.setProperty("networkaddress.cache.ttl", ADDRESS_SECONDS);
        Security.setProperty("networkaddress.cache.negative.ttl", UNKNOWN_ADDRESS_SECONDS);
        if (isOneOff(List.of(arguments))) {
            targetOfTransfer(List.of(arguments)).forEach(System::setProperty);
            System.setProperty("quarkus.http.host-enabled", "false");
            if (CommandName.of(List.of(arguments)).filter(CommandName.KEYS::equals).isPresent()) {
                System.setProperty("quarkus.log.console.stderr", "true"); // stdout has the key alone
            }
            System.setProperty("quarkus.shutdown.delay", "0S"); // no load balancer has to notice the shutdown
        }
        StoredDescription.serveWithoutAModel();
        Quarkus.run(arguments);
    }

    private static boolean isOneOff(List<String> arguments) {
        try {
            targetOfTransfer(arguments);
            MigrationCommand unused = MigrationCommand.of(arguments); // refuses a wrong usage
            return CommandName.of(arguments).isPresent();
        } catch (IllegalArgumentException usage) {
            System.err.println(usage.getMessage());
            System.exit(1);
            throw usage;
        }
    }

    /** A transfer has two databases: the process takes the target for its own, which it migrates. */
    private static Map<String, String> targetOfTransfer(List<String> arguments) {
        return CommandName.of(arguments).filter(CommandName.TRANSFER::equals)
                .map(name -> TransferArguments.of(arguments.subList(1, arguments.size())).settings()).orElse(Map.of());
    }
}

package io.alerthistory.access;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.alerthistory.observe.Warning;
import io.alerthistory.observe.WarningSource;
import io.alerthistory.time.Micros;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;

/** Warns while staging or production serve anybody. */
@Singleton
class OpenAccess implements WarningSource {

    private static final Logger LOG = Logger.getLogger(OpenAccess.class);
    private static final String MESSAGE = "Anybody who reaches the service can read and write the history";
    private static final String DETAILS = "AUTH_MODE is none, and AUTH_ALLOW_ANONYMOUS is true";

    private final List<Warning> warnings;

    OpenAccess(AccessConfig config, @ConfigProperty(name = "history.environment") String environment, Clock clock) {
        warnings = config.isOpen() && !environment.equals("development")
                ? List.of(new Warning("anonymous_access", "access", MESSAGE, DETAILS, Micros.now(clock)))
                : List.of();
    }

    void log(@Observes StartupEvent event) {
        if (!warnings.isEmpty()) {
            LOG.warnf("%s: %s", MESSAGE, DETAILS);
        }
    }

    @Override
    public Uni<List<Warning>> warnings() {
        return Uni.createFrom().item(warnings);
    }
}

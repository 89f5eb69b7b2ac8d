package io.alerthistory.access;

import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who may use the service. */
@ConfigMapping(prefix = "history.access")
public interface AccessConfig {

    /** Who may read the metrics. */
    enum MetricsAccess {
        OPEN,
        VIEWER
    }

    /** The ways to sign in. */
    Set<AuthMode> mode();

    /** Whether staging and production may run without any. */
    @WithDefault("false")
    boolean allowAnonymous();

    @WithDefault("open")
    MetricsAccess metrics();

    /** The file of the first key. */
    Optional<String> bootstrapKeyFile();

    /** Whether nobody has to sign in. */
    default boolean isOpen() {
        return mode().contains(AuthMode.NONE);
    }
}

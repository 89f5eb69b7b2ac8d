package io.alerthistory.start;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether there is a history at all, and where its migrations are run. */
@ConfigMapping(prefix = "history.start")
public interface StartConfig {

    boolean enabled();

    /** How long the first attempt is waited for before the service listens all the same. */
    @WithDefault("3S")
    Duration patience();

    /** The host of the server that is migrated; empty for a file. */
    Optional<String> host();

    @WithDefault("0")
    int port();
}

package io.alerthistory.intake;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;

/** The limits of connections and requests. */
@ConfigMapping(prefix = "history.intake")
public interface IntakeConfig {

    int maxConnections();

    /** From the first byte of a request, or the start of its connection, to the end of its headers. */
    Duration headerTimeout();

    /** How long a whole body may take, and how long a bulk upload may send nothing. */
    Duration bodyTimeout();
}

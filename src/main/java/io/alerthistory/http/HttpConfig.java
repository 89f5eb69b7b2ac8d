package io.alerthistory.http;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;

/** The limits of connections and requests. */
@ConfigMapping(prefix = "history.http")
public interface HttpConfig {

    int maxConnections();

    /** From the first byte of a request, or the start of its connection, to the end of its headers. */
    Duration headerTimeout();

    /** How long a whole body may take, and how long a bulk upload may send nothing. */
    Duration bodyTimeout();
}

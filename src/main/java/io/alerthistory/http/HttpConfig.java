package io.alerthistory.http;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;

/** The time limits of connections and requests. */
@ConfigMapping(prefix = "history.http")
public interface HttpConfig {

    int maxConnections();

    /** From the first byte of a request, or the start of its connection, to the end of its headers. */
    Duration headerTimeout();

    /** The maximum time for a whole body, and the maximum pause in a bulk upload. */
    Duration bodyTimeout();
}

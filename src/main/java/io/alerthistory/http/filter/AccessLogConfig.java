package io.alerthistory.http.filter;

import io.smallrye.config.ConfigMapping;

/** Which requests have a line in the log. */
@ConfigMapping(prefix = "history.access-log")
public interface AccessLogConfig {

    /** The requests that are logged. */
    enum Requests {
        OFF,
        ERRORS,
        ALL
    }

    Requests requests();
}

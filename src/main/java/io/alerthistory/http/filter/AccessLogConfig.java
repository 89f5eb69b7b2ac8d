package io.alerthistory.http.filter;

import io.smallrye.config.ConfigMapping;

/** The configuration of the access log. */
@ConfigMapping(prefix = "history.access-log")
public interface AccessLogConfig {

    /** Which requests are logged. */
    enum Requests {
        OFF,
        ERRORS,
        ALL
    }

    Requests requests();
}

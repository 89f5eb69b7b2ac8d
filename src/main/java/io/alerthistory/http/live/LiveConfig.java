package io.alerthistory.http.live;

import io.smallrye.config.ConfigMapping;

/** The limit of connections that stay open. */
@ConfigMapping(prefix = "history.live")
public interface LiveConfig {

    int maxConnections();
}

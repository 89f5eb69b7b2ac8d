package io.alerthistory.http.proxy;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** The proxy whose headers count. Without both values there is none. */
@ConfigMapping(prefix = "history.proxy")
public interface ProxyConfig {

    /** The addresses that it connects from, as networks in CIDR notation. */
    Optional<String> trusted();

    /** What it sends in the header X-Auth-Proxy-Secret. */
    Optional<String> secret();
}

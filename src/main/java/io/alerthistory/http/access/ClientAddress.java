package io.alerthistory.http.access;

import org.jspecify.annotations.Nullable;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

/** Where a request comes from. */
final class ClientAddress {

    private static final String FORWARDED = "Forwarded";
    private static final String FORWARDED_PREFIX = "X-Forwarded-";

    private ClientAddress() {
    }

    /** The client's IP address; null on a Unix-domain socket. */
    static @Nullable String of(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        return address == null ? null : address.hostAddress();
    }

    /** Whether the client is on the same host, and no proxy stands for it. */
    static boolean isThisHost(HttpServerRequest request) {
        String address = of(request);
        return address != null && isLoopback(address) && request.headers().names().stream().noneMatch(
                name -> name.equalsIgnoreCase(FORWARDED)
                        || name.regionMatches(true, 0, FORWARDED_PREFIX, 0, FORWARDED_PREFIX.length()));
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
    }
}

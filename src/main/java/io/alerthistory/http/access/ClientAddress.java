package io.alerthistory.http.access;

import org.jspecify.annotations.Nullable;

import io.alerthistory.http.proxy.TrustedProxy;
import io.vertx.ext.web.RoutingContext;

/** Where a request comes from. */
public final class ClientAddress {

    private ClientAddress() {
    }

    /** The client's IP address, as a trusted proxy names it; null on a Unix-domain socket. */
    public static @Nullable String of(RoutingContext request) {
        return TrustedProxy.client(request);
    }

    /** Whether the client is on the same host, and no proxy stands for it. */
    static boolean isThisHost(RoutingContext request) {
        String address = of(request);
        return address != null && isLoopback(address) && !TrustedProxy.isProxied(request);
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
    }
}

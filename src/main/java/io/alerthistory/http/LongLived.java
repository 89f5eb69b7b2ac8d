package io.alerthistory.http;

import org.jspecify.annotations.Nullable;

import io.vertx.ext.web.RoutingContext;

/**
 * Marks a request whose response ends when the client leaves. That is no error, and its duration says nothing of the service.
 */
public final class LongLived {

    private static final String STATUS = LongLived.class.getName();

    private LongLived() {
    }

    /**
     * Marks a request.
     *
     * @param status of the response that does not end
     */
    public static void mark(RoutingContext request, int status) {
        request.put(STATUS, status);
    }

    /** The status of a marked request; null of any other. */
    public static @Nullable Integer status(RoutingContext request) {
        return request.get(STATUS);
    }
}

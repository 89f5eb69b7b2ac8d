package io.alerthistory.http;

import jakarta.ws.rs.Priorities;

/**
 * The order in which a request passes the filters. The filters of Vert.x run before those of JAX-RS, which run once the
 * resource is known. {@link io.alerthistory.http.filter.VertxFilters} registers the former.
 */
public final class FilterOrder {

    /**
     * The priority of the first Vert.x filter, before all of the framework's; each filter after it has one less. Vert.x
     * runs the highest priority first.
     */
    public static final int FIRST = 1003;

    /** After the framework's CORS filter, which responds to a browser's preflight requests, and its authorization. */
    public static final int OPTIONS = 90;

    /** Checks the handshake of a connection that stays open, once its caller is authorized. */
    public static final int LIVE = OPTIONS - 1;

    /** Reads the body. JAX-RS runs the lowest priority first. */
    public static final int BODY = Priorities.AUTHENTICATION;

    /** Needs the body, and may replace the response with a stored one. */
    public static final int IDEMPOTENCY = Priorities.USER;

    private FilterOrder() {
    }
}

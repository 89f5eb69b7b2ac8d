package io.alerthistory.http;

import jakarta.ws.rs.Priorities;

/**
 * The order of everything that a request passes before its resource, from first to last. The filters of Vert.x run before those
 * of JAX-RS, which run once the resource is known. {@link io.alerthistory.http.filter.VertxFilters} registers the former.
 */
public final class FilterOrder {

    /** The first filter of Vert.x, before all of the framework's; each that follows has one less. The greatest runs first. */
    public static final int FIRST = 1003;

    /** After the framework's filters for CORS, which answer a browser's preflight themselves. */
    public static final int OPTIONS = 90;

    /** Reads the body. The first filter of JAX-RS, where the smallest priority runs first. */
    public static final int BODY = Priorities.AUTHENTICATION;

    /** Knows the body; what it gives back is a response that was sent before. */
    public static final int IDEMPOTENCY = Priorities.USER;

    private FilterOrder() {
    }
}

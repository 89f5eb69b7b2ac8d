package io.alerthistory.http.problem;

import io.quarkus.security.ForbiddenException;

/**
 * No route has the method and the address of a request. The framework hands only failures of its security to the exception
 * mappers before a route is found.
 */
public final class UnknownRouteException extends ForbiddenException {

    private static final long serialVersionUID = 1;
}

/**
 * Who may call which route. {@link io.alerthistory.http.access.RouteRole} is the only table of that; the framework's HTTP
 * authentication finds out who calls, and {@link io.alerthistory.http.access.RoutePolicy} compares. Beside it only
 * {@code http/signin} makes the framework's identities: the rest of the service asks {@link io.alerthistory.request.Caller}.
 */
@NullMarked
package io.alerthistory.http.access;

import org.jspecify.annotations.NullMarked;

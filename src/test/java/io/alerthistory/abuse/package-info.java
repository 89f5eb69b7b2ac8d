/**
 * Hostile input for a running service, and what is asked of the service meanwhile. It needs nothing but a JDK, so that it also
 * compiles alone and can be pointed at a service in a container (see {@link io.alerthistory.abuse.Abuse}).
 */
package io.alerthistory.abuse;

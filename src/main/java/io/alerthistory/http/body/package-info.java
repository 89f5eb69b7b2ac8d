/**
 * What stands between the sockets and the resources: limits of connections, headers and bodies. A body is read on the event
 * loop
 * and under a lease of a budget; no thread waits for a client.
 */
@NullMarked
package io.alerthistory.http.body;

import org.jspecify.annotations.NullMarked;

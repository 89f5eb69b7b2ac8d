/**
 * Reads and decodes request bodies within limits. A body is read on the event loop, under a lease of a budget; no
 * thread waits for a client.
 */
@NullMarked
package io.alerthistory.http.body;

import org.jspecify.annotations.NullMarked;

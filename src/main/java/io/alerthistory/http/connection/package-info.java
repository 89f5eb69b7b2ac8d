/** Connections: how they are accepted, which framing of requests is refused, and when they are closed. */
@NullMarked
package io.alerthistory.http.connection;

import org.jspecify.annotations.NullMarked;

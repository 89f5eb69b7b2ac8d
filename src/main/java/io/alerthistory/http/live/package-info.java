/**
 * What happens, for those who watch: the WebSocket, event streams, and the route of agents for what is not stored. Who gets
 * which
 * event is decided in {@code live}.
 */
@NullMarked
package io.alerthistory.http.live;

import org.jspecify.annotations.NullMarked;

package io.alerthistory.queue;

import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

/**
 * The optional body of a heartbeat.
 *
 * @param podId the worker that processes the session; the stored one stays when absent
 */
public record HeartbeatRequest(@Nullable @Size(min = 1, max = 255) String podId) {

    public static final HeartbeatRequest EMPTY = new HeartbeatRequest(null);
}

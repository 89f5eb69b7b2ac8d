package io.alerthistory.live;

import io.smallrye.mutiny.Uni;

/** The network side of a connection to the WebSocket. */
public interface Line {

    /** Sends a text frame; done when it was handed to the network. */
    Uni<Void> send(String text);

    /** Sends a ping; the client responds with a pong. */
    void ping();

    /**
     * Closes the connection.
     *
     * @param code of RFC 6455, 7.4
     */
    void close(int code, String reason);
}

package io.alerthistory.support;

import java.io.IOException;
import java.net.ServerSocket;

/** Ports for processes that have to be told one. */
public final class Ports {

    private Ports() {
    }

    /** One that nobody listens on at the moment. */
    public static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

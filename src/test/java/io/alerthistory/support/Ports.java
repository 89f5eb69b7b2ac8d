package io.alerthistory.support;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for processes that have to be told one. */
public final class Ports {

    /** The system gives ports from 32768 on to outgoing connections, which could take one before its process listens. */
    private static final int FIRST = 15_000;
    private static final int LAST = 32_000;

    private Ports() {
    }

    /** One that nobody listens on at the moment. */
    public static int free() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // then another
            }
        }
    }
}

package io.alerthistory.abuse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Where the service listens. */
public record Target(String host, int port) {

    private static final int CONNECT_MS = 10_000;

    Socket connect() throws IOException {
        return connect(0);
    }

    /** @param receiveBuffer bytes that the kernel takes before the program reads; 0 for as many as it likes */
    Socket connect(int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        try {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}

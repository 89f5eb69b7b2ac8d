package io.alerthistory.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP address whose connections lead to a port of this machine, which may change. Connections that are open stay where they
 * are, as behind a load balancer.
 */
public final class Forwarder implements AutoCloseable {

    private static final int BACKLOG = 50;

    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;

    /** @param port 0 for any that is free */
    public Forwarder(String address, int port, int target) throws IOException {
        this.target = target;
        listening = new ServerSocket(port, BACKLOG, InetAddress.getByName(address));
        background(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Where new connections lead from now on. */
    public void leadTo(int port) {
        target = port;
    }

    /** Connections are refused from now on, and those that are there end. */
    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            open.add(client);
            try {
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(server);
                background(() -> copy(client, server));
                background(() -> copy(server, client));
            } catch (IOException refused) {
                end(client);
            }
        }
    }

    private void copy(Socket from, Socket to) throws IOException {
        try (InputStream bytes = from.getInputStream()) {
            bytes.transferTo(to.getOutputStream());
        } finally {
            end(from);
            end(to);
        }
    }

    private void end(Socket socket) throws IOException {
        open.remove(socket);
        socket.close();
    }

    private interface Work {

        void run() throws IOException;
    }

    private static void background(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException ended) {
                // One of the two sides has closed the connection, or the test is over.
            }
        }, "forwarder");
        thread.setDaemon(true);
        thread.start();
    }
}

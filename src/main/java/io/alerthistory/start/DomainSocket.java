package io.alerthistory.start;

import java.io.IOException;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

/** A Unix-domain socket in the form in which the JDBC driver takes one. */
final class DomainSocket extends Socket {

    /** @param files those of which one is connected to, by its place in the list as the port of an address */
    DomainSocket(List<Path> files) throws IOException {
        super(new DomainSocketChannel(files));
    }

    /** Whether a server takes connections at a socket's file. */
    static boolean listens(String file) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}

package io.alerthistory.start;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.net.SocketFactory;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Makes the JDBC driver's connections on Unix-domain sockets; the driver itself knows only addresses. */
@RegisterForReflection // the driver makes it
public final class DomainSocketFactory extends SocketFactory {

    /** No file's path has it: the URL's reader takes care of that. */
    private static final String SEPARATOR = ",";

    private final List<Path> files;

    /** @param files of the sockets, separated by commas */
    public DomainSocketFactory(String files) {
        this.files = Stream.of(files.split(SEPARATOR, -1)).map(Path::of).toList();
    }

    /** What tells the driver to use this. */
    public static Map<String, String> properties(List<String> files) {
        return Map.of("socketFactory", DomainSocketFactory.class.getName(), "socketFactoryArg", String.join(SEPARATOR, files));
    }

    /** Not yet connected; the port of the address that it is then told is the place of the file in the list, from 1. */
    @Override
    public Socket createSocket() throws IOException {
        return new DomainSocket(files);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unsupported();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw unsupported();
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("The driver connects its sockets itself");
    }
}

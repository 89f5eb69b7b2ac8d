package io.alerthistory.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOptions;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What {@link DomainSocket} does, over a channel: the JDK has no Socket for Unix-domain sockets. The channel does not block, so
 * that a read keeps SO_TIMEOUT, by which the driver looks for notifications; a login is bounded by the URL's loginTimeout.
 * Options
 * of TCP are taken and have no effect. One thread may read while another writes; a close ends both.
 */
final class DomainSocketChannel extends SocketImpl {

    private final List<Path> files;
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private final Map<Integer, Object> options = new ConcurrentHashMap<>();

    DomainSocketChannel(List<Path> files) throws IOException {
        this.files = files;
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        readable = Selector.open();
        writable = Selector.open();
    }

    /** @param address whose port is the place of the file in the list, from 1 */
    @Override
    protected void connect(SocketAddress address, int timeout) throws IOException {
        Path file = files.get(((InetSocketAddress) address).getPort() - 1);
        if (Files.notExists(file)) {
            throw new DomainSocketException("there is no socket " + file + ": see that the server or its proxy runs and that"
                    + " the folder is mounted here, or name another host");
        }
        try {
            channel.connect(UnixDomainSocketAddress.of(file));
        } catch (ConnectException refused) {
            throw new DomainSocketException("no server listens at the socket " + file + ": start the server or its proxy");
        } catch (SocketException failed) {
            throw new DomainSocketException("the socket " + file + " cannot be used: " + failed.getMessage());
        }
        channel.configureBlocking(false);
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    private int read(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(bytes, offset, length);
        int count = channel.read(into);
        while (count == 0 && length > 0) {
            await(readable, options.getOrDefault(SocketOptions.SO_TIMEOUT, 0) instanceof Integer millis ? millis : 0);
            count = channel.read(into);
        }
        return count;
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer from = ByteBuffer.wrap(bytes, offset, length);
        while (from.hasRemaining()) {
            if (channel.write(from) == 0) {
                await(writable, 0);
            }
        }
    }

    /** @param millis 0 waits without an end, as in SO_TIMEOUT */
    private void await(Selector ready, int millis) throws IOException {
        try {
            if (ready.select(key -> {
            }, millis) == 0) {
                throw !channel.isOpen() || Thread.currentThread().isInterrupted() ? new SocketException("Socket closed")
                        : new SocketTimeoutException("Read timed out");
            }
        } catch (ClosedSelectorException closed) {
            throw new SocketException("Socket closed");
        }
    }

    @Override
    protected void close() throws IOException {
        channel.close();
        readable.close(); // which wakes up the thread that waits there
        writable.close();
    }

    @Override
    protected InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return DomainSocketChannel.this.read(bytes, offset, length);
            }
        };
    }

    @Override
    protected OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] { (byte) one }, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                DomainSocketChannel.this.write(bytes, offset, length);
            }
        };
    }

    @Override
    public void setOption(int id, Object value) {
        options.put(id, value);
    }

    @Override
    public Object getOption(int id) throws SocketException {
        try {
            return switch (id) {
                case SocketOptions.SO_SNDBUF -> channel.getOption(StandardSocketOptions.SO_SNDBUF);
                case SocketOptions.SO_RCVBUF -> channel.getOption(StandardSocketOptions.SO_RCVBUF);
                default -> options.getOrDefault(id, false);
            };
        } catch (IOException failed) {
            throw new SocketException(failed.getMessage());
        }
    }

    @Override
    protected int available() {
        return 0; // the channel does not say
    }

    @Override
    protected void create(boolean stream) {
        // the constructor has done it
    }

    @Override
    protected void connect(String host, int port) {
        throw unsupported();
    }

    @Override
    protected void connect(InetAddress address, int port) {
        throw unsupported();
    }

    @Override
    protected void bind(InetAddress host, int port) {
        throw unsupported();
    }

    @Override
    protected void listen(int backlog) {
        throw unsupported();
    }

    @Override
    protected void accept(SocketImpl accepted) {
        throw unsupported();
    }

    @Override
    protected void sendUrgentData(int data) {
        throw unsupported();
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("A Unix-domain socket of a client cannot do that");
    }
}

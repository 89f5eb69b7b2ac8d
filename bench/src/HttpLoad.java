import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Requests over many connections that stay open, by one thread that costs little beside the service it measures. In a closed loop
 * every connection sends its next request when it has its answer: that finds the peak rate. In an open loop requests are due at even
 * intervals, whatever the service does, and their time runs from the moment they were due: a service that stalls is not spared the
 * requests that would have come meanwhile (coordinated omission).
 */
final class HttpLoad {

    /**
     * What was measured.
     *
     * @param answers with a status below 400
     * @param errors other answers, and connections that broke
     * @param seconds that the load lasted
     * @param firstError what the first error said; empty when there was none
     */
    record Result(long answers, long errors, double seconds, Latencies latencies, String firstError) {

        /** @return good answers a second */
        double rate() {
            return answers / seconds;
        }
    }

    private static final int BUFFER = 1 << 18;

    /** What still has no answer so long after the end is an error. */
    private static final long GRACE_NS = 15_000_000_000L;

    private final int port;
    private final Supplier<byte[]> requests;
    private final List<Connection> connections = new ArrayList<>();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER);
    private final Selector selector;
    private Latencies latencies = new Latencies();
    private long answers;
    private long errors;
    private String firstError = "";

    private HttpLoad(int port, int connections, Supplier<byte[]> requests) throws IOException {
        this.port = port;
        this.requests = requests;
        selector = Selector.open();
        for (int i = 0; i < connections; i++) {
            Connection connection = new Connection();
            this.connections.add(connection);
            idle.add(connection);
        }
    }

    /** @param requests each whole, with a Host and a Content-Length if it has a body */
    static Result closed(int port, int connections, Supplier<byte[]> requests, double seconds) {
        return run(port, connections, requests, load -> load.close(seconds));
    }

    /** @param rate requests a second */
    static Result open(int port, int connections, Supplier<byte[]> requests, double rate, double seconds) {
        return run(port, connections, requests, load -> load.open(rate, seconds));
    }

    /** The bytes of a request. */
    static byte[] request(String method, String path, String type, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: bench\r\n"
                + (content.length == 0 ? "" : "Content-Type: " + type + "\r\nContent-Length: " + content.length + "\r\n") + "\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }

    private interface Loop {
        double run(HttpLoad load) throws IOException;
    }

    private static Result run(int port, int connections, Supplier<byte[]> requests, Loop loop) {
        try {
            HttpLoad load = new HttpLoad(port, connections, requests);
            try {
                double seconds = loop.run(load);
                return new Result(load.answers, load.errors, seconds, load.latencies, load.firstError);
            } finally {
                for (Connection connection : load.connections) {
                    connection.channel.close();
                }
                load.selector.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double close(double seconds) throws IOException {
        long began = System.nanoTime();
        long end = began + Math.round(seconds * 1e9);
        long now = began;
        while (now < end) {
            while (!idle.isEmpty()) {
                idle.pop().send(requests.get(), now);
            }
            select(Math.max(1, (end - now) / 1_000_000));
            now = System.nanoTime();
        }
        double lasted = (now - began) / 1e9;
        long counted = answers;
        drain();
        answers = counted; // the rest came after the time was over
        return lasted;
    }

    private double open(double rate, double seconds) throws IOException {
        long began = System.nanoTime();
        long end = began + Math.round(seconds * 1e9);
        double interval = 1e9 / rate;
        Deque<Long> due = new ArrayDeque<>();
        long sent = 0;
        for (long now = began; now < end; now = System.nanoTime()) {
            while (began + Math.round(sent * interval) <= now) {
                due.add(began + Math.round(sent * interval));
                sent++;
            }
            while (!due.isEmpty() && !idle.isEmpty()) {
                idle.pop().send(requests.get(), due.poll());
            }
            long next = began + Math.round(sent * interval) - System.nanoTime();
            select(next <= 0 ? 0 : Math.max(1, next / 1_000_000)); // it would take a core to be more exact than a millisecond
        }
        for (long left = System.nanoTime() + GRACE_NS; !due.isEmpty() && System.nanoTime() < left;) {
            while (!due.isEmpty() && !idle.isEmpty()) {
                idle.pop().send(requests.get(), due.poll());
            }
            select(10);
        }
        errors += due.size();
        double lasted = (end - began) / 1e9;
        drain();
        return lasted;
    }

    private void drain() throws IOException {
        long end = System.nanoTime() + GRACE_NS;
        while (idle.size() < connections.size() && System.nanoTime() < end) {
            select(10);
        }
        for (int i = idle.size(); i < connections.size(); i++) {
            error("no answer");
        }
    }

    private void select(long millis) throws IOException {
        if (millis > 0) {
            selector.select(millis);
        } else {
            selector.selectNow();
        }
        var keys = selector.selectedKeys();
        for (SelectionKey key : keys) {
            Connection connection = (Connection) key.attachment();
            if (key.isValid() && key.isWritable()) {
                connection.write();
            }
            if (key.isValid() && key.isReadable()) {
                connection.read();
            }
        }
        keys.clear();
    }

    private void error(String what) {
        errors++;
        if (firstError.isEmpty()) {
            firstError = what;
        }
    }

    /** One connection; it has at most one request on its way. */
    private final class Connection {

        private SocketChannel channel;
        private SelectionKey key;
        private ByteBuffer out;
        private byte[] answer = new byte[1 << 14];
        private int length;
        private int wanted;
        private long due;

        Connection() throws IOException {
            connect();
        }

        private void connect() throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
            length = 0;
            wanted = -1;
        }

        void send(byte[] request, long due) throws IOException {
            this.due = due;
            out = ByteBuffer.wrap(request);
            length = 0;
            wanted = -1;
            write();
        }

        void write() throws IOException {
            channel.write(out);
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }

        void read() throws IOException {
            int read = 0;
            try {
                in.clear();
                read = channel.read(in);
            } catch (IOException e) {
                read = -1;
            }
            if (read < 0) {
                channel.close();
                error("the connection was closed");
                connect();
                idle.push(this);
                return;
            }
            in.flip();
            append(read);
            if (isComplete()) {
                answered();
            }
        }

        private void append(int read) {
            if (length + read > answer.length) {
                answer = java.util.Arrays.copyOf(answer, Math.max(length + read, answer.length * 2));
            }
            in.get(answer, length, read);
            length += read;
        }

        private void answered() {
            int status = (answer[9] - '0') * 100 + (answer[10] - '0') * 10 + answer[11] - '0';
            if (status < 400) {
                answers++;
                latencies.add(System.nanoTime() - due);
            } else {
                error(new String(answer, 0, Math.min(length, 1000), StandardCharsets.UTF_8));
            }
            idle.push(this);
        }

        /** By the length that the head tells, or by the end of the last chunk. */
        private boolean isComplete() {
            if (wanted < 0) {
                int body = endOfHead();
                if (body < 0) {
                    return false;
                }
                String head = new String(answer, 0, body, StandardCharsets.US_ASCII).toLowerCase(java.util.Locale.ROOT);
                int at = head.indexOf("\r\ncontent-length:");
                if (at >= 0) {
                    wanted = body + Integer.parseInt(head.substring(at + 17, head.indexOf("\r\n", at + 2)).trim());
                } else if (head.contains("\r\ntransfer-encoding: chunked")) {
                    wanted = Integer.MAX_VALUE;
                } else {
                    wanted = body; // 204 and 304 have neither
                }
            }
            return wanted == Integer.MAX_VALUE ? endsWith("\r\n0\r\n\r\n") : length >= wanted;
        }

        private int endOfHead() {
            for (int i = 3; i < length; i++) {
                if (answer[i] == '\n' && answer[i - 1] == '\r' && answer[i - 2] == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }

        private boolean endsWith(String end) {
            for (int i = 0; i < end.length(); i++) {
                if (length < end.length() || answer[length - end.length() + i] != end.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}

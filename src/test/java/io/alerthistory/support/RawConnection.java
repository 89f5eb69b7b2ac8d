package io.alerthistory.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** HTTP/1.1 with keep-alive on a bare socket, because a proper client refuses to send what is broken. */
public final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MS = 30_000;

    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    public RawConnection(int port) {
        this.port = port;
    }

    /** The answer; empty when the service closed the connection instead, or kept silent for {@value #PATIENCE_MS} ms. */
    public Optional<Answer> send(RawRequest request) throws IOException {
        boolean fresh = socket == null;
        try {
            Answer answer = exchange(request);
            if (!request.framed() || answer.header("connection").equalsIgnoreCase("close")) {
                close();
            }
            return Optional.of(answer);
        } catch (SocketTimeoutException silent) {
            close();
            return Optional.empty();
        } catch (EOFException | SocketException closed) {
            close();
            // A kept connection may have been closed meanwhile, which only a second try can tell from a refusal.
            return fresh ? Optional.empty() : send(request);
        }
    }

    private Answer exchange(RawRequest request) throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
        try {
            socket.getOutputStream().write(request.bytes());
            socket.getOutputStream().flush();
            if (request.endsEarly()) {
                socket.shutdownOutput();
            }
        } catch (SocketException refused) { // the answer may stand there all the same
        }
        Answer answer = read(request.method());
        return answer.status() == 100 ? read(request.method()) : answer;
    }

    private Answer read(String method) throws IOException {
        String[] status = line().split(" ", 3);
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
        int code = Integer.parseInt(status[1]);
        return new Answer(code, headers, content(method, code, headers));
    }

    private byte[] content(String method, int status, Map<String, List<String>> headers) throws IOException {
        if (method.equals("HEAD") || status == 204 || status == 304 || status < 200) {
            return new byte[0];
        }
        if (headers.containsKey("transfer-encoding")) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (int size = chunk(); size > 0; size = chunk()) {
                content.write(exactly(size));
                line();
            }
            line();
            return content.toByteArray();
        }
        return exactly(Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).get(0)));
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().trim(), 16);
    }

    private byte[] exactly(int size) throws IOException {
        byte[] content = Objects.requireNonNull(in).readNBytes(size);
        if (content.length < size) {
            throw new EOFException();
        }
        return content;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream from = Objects.requireNonNull(in);
        for (int c = from.read(); c != '\n'; c = from.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}

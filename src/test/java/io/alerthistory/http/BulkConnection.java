package io.alerthistory.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

/** An upload whose answer is read while it is sent, which the usual clients cannot do. */
final class BulkConnection implements Closeable {

    private final Socket socket;
    private final InputStream in;
    private final Map<String, String> headers = new TreeMap<>();
    private @Nullable String status;
    private int leftOfChunk;

    BulkConnection() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream());
        write("POST " + Api.BULK + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n");
    }

    /** Sends text, which may be a part of a line. */
    void send(String text) throws IOException {
        write(Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n");
    }

    void end() throws IOException {
        write("0\r\n\r\n");
    }

    /** What is no body of HTTP. */
    void sendRaw(String text) throws IOException {
        write(text);
    }

    /** The next line of the answer; fails at its end. */
    JsonPath answer() throws IOException {
        status();
        return new JsonPath(line(this::nextOfBody));
    }

    /** Reads the head of the answer when it was not read before. */
    int status() throws IOException {
        String known = status;
        if (known == null) {
            known = line(in::read);
            for (String header = line(in::read); !header.isBlank(); header = line(in::read)) {
                String[] parts = header.split(":", 2);
                headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].trim());
            }
            status = known;
        }
        return Integer.parseInt(known.split(" ", 3)[1]);
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** The rest of the connection, until the server closes it. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Goes away as a client does that is killed: the connection is reset. */
    void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private int nextOfBody() throws IOException {
        if (leftOfChunk == 0) {
            String size = line(in::read);
            leftOfChunk = Integer.parseInt(size.isBlank() ? line(in::read).trim() : size.trim(), 16);
            if (leftOfChunk == 0) {
                return -1;
            }
        }
        leftOfChunk--;
        return in.read();
    }

    private interface Source {
        int read() throws IOException;
    }

    private static String line(Source source) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = source.read(); next != '\n'; next = source.read()) {
            if (next < 0) {
                throw new EOFException("the answer ended with: " + line);
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}

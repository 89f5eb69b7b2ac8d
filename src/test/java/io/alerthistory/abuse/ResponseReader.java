package io.alerthistory.abuse;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads an HTTP/1.1 answer of any length, and keeps its beginning only. */
final class ResponseReader {

    private static final int KEPT = 262_144;
    private static final long CONTINUE_NS = 1_000_000_000;

    private final Socket socket;
    private final InputStream in;
    private final Pace pace;
    private final byte[] buffer;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long deadline;
    private int position;
    private int end;
    private int status;
    private long received;
    private boolean enough;
    private boolean continued;
    private Map<String, String> headers = Map.of();

    ResponseReader(Socket socket, long deadline, Pace pace) throws IOException {
        this.socket = socket;
        in = socket.getInputStream();
        this.deadline = deadline;
        this.pace = pace;
        buffer = new byte[pace == Pace.FAST ? 65_536 : 16_384];
    }

    /** Whether the body is to be sent: the service asks for it, or says nothing for a second. */
    boolean awaitContinue() throws IOException, InterruptedException {
        long last = deadline;
        deadline = System.nanoTime() + CONTINUE_NS;
        try {
            head();
            continued = status != 100;
            return status == 100;
        } catch (SocketTimeoutException nothing) {
            return true;
        } finally {
            deadline = last;
        }
    }

    Outcome read(Sender sender) throws InterruptedException {
        try {
            while (!continued) {
                head();
                continued = status != 100;
            }
            body();
            return outcome(true, true, sender, "");
        } catch (SocketTimeoutException e) {
            return status < 200 ? Outcome.none(Outcome.SILENT, sender.sent(), "")
                    : outcome(false, false, sender, "the client's time is over");
        } catch (IOException e) {
            return status < 200 ? Outcome.none(Outcome.CLOSED, sender.sent(), String.valueOf(e.getMessage()))
                    : outcome(false, true, sender, String.valueOf(e.getMessage()));
        }
    }

    private Outcome outcome(boolean complete, boolean inTime, Sender sender, String problem) {
        return new Outcome(status, headers.getOrDefault("content-type", ""), headers.containsKey("retry-after"),
                complete, inTime, sender.sent(), received, kept.toString(StandardCharsets.UTF_8), problem);
    }

    private void head() throws IOException, InterruptedException {
        String line = line();
        int code = Integer.parseInt(line.split(" ", 3)[1]);
        Map<String, String> found = new HashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            found.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).trim());
        }
        headers = found;
        status = code;
    }

    private void body() throws IOException, InterruptedException {
        if (status == 204 || status == 304) {
            return;
        }
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            for (long size = Long.parseLong(line(), 16); size > 0 && !enough; size = Long.parseLong(line(), 16)) {
                take(size);
                if (enough) {
                    return;
                }
                line();
            }
        } else {
            take(Long.parseLong(headers.getOrDefault("content-length", "0")));
        }
    }

    private void take(long size) throws IOException, InterruptedException {
        for (long left = size; left > 0 && !enough;) {
            if (position == end) {
                fill();
                enough = !pace.goesOn(received);
            }
            int taken = (int) Math.min(left, end - position);
            kept.write(buffer, position, Math.min(taken, KEPT - kept.size()));
            position += taken;
            left -= taken;
            received += taken;
        }
    }

    private String line() throws IOException, InterruptedException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (position == end) {
                fill();
            }
            char c = (char) (buffer[position++] & 0xff);
            if (c == '\n') {
                return line.toString().trim();
            }
            line.append(c);
        }
    }

    private void fill() throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        int read = in.read(buffer);
        if (read < 0) {
            throw new EOFException("closed by the service");
        }
        position = 0;
        end = read;
    }
}

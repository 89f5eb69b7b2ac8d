package io.alerthistory.abuse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Floods of frames that cost their sender nothing, over HTTP/2 without TLS. */
final class Http2Inputs {

    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS_AND_STREAM = 5;

    private static final int MOST_FRAMES = 2_000_000;

    private Http2Inputs() {
    }

    static List<Input> all() {
        return List.of(
                Input.of("http2-rapid-reset", 30, ground -> ground.together(4, i -> flood(ground, 200_000, false,
                        number -> join(get(2 * number + 1), frame(RST_STREAM, 0, 2 * number + 1, new byte[] { 0, 0, 0, 8 }))))),
                Input.of("http2-empty-continuations", 30, ground -> ground.together(4, i -> flood(ground, MOST_FRAMES, true,
                        number -> number == 0 ? frame(HEADERS, 1, 1, new byte[0]) : frame(CONTINUATION, 0, 1, new byte[0])))),
                Input.of("http2-pings", 30, ground -> ground.together(2, i -> flood(ground, MOST_FRAMES, false,
                        number -> frame(PING, 0, 0, new byte[8])))).seldom(),
                Input.of("http2-settings", 30, ground -> ground.together(2, i -> flood(ground, MOST_FRAMES, false,
                        number -> frame(SETTINGS, 0, 0, new byte[0])))).seldom());
    }

    private interface Frames {

        byte[] of(int number);
    }

    /** Sends frames until the service closes the connection. */
    private static void flood(Ground ground, int most, boolean mustClose, Frames frames) {
        int sent = 0;
        try (Socket socket = ground.target.connect()) {
            ground.opened(socket);
            Thread reader = new Thread(() -> drain(socket), "drain");
            reader.setDaemon(true);
            reader.start();
            OutputStream out = socket.getOutputStream();
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(frame(SETTINGS, 0, 0, new byte[0]));
            ByteArrayOutputStream gathered = new ByteArrayOutputStream();
            long end = System.nanoTime() + 10_000_000_000L;
            for (; sent < most && System.nanoTime() < end; sent++) {
                gathered.write(frames.of(sent));
                if (gathered.size() > 16_384) {
                    gathered.writeTo(out);
                    gathered.reset();
                }
            }
            ground.note("all taken");
            ground.require(!mustClose, "the service took a flood of " + most + " frames");
        } catch (IOException closed) {
            ground.note("closed");
        }
    }

    private static void drain(Socket socket) {
        byte[] buffer = new byte[16_384];
        try (InputStream in = socket.getInputStream()) {
            while (in.read(buffer) >= 0) { // what it says is not looked at
            }
        } catch (IOException closed) { // by either side
        }
    }

    private static byte[] get(int stream) {
        byte[] path = Request.SESSIONS.getBytes(StandardCharsets.US_ASCII);
        byte[] block = join(new byte[] { (byte) 0x82, (byte) 0x86, 0x04, (byte) path.length }, path,
                new byte[] { 0x01, 1, 'h' });
        return frame(HEADERS, END_HEADERS_AND_STREAM, stream, block);
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        byte[] head = { (byte) (payload.length >> 16), (byte) (payload.length >> 8), (byte) payload.length, (byte) type,
                (byte) flags, (byte) (stream >> 24), (byte) (stream >> 16), (byte) (stream >> 8), (byte) stream };
        return join(head, payload);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.write(part, 0, part.length);
        }
        return joined.toByteArray();
    }
}

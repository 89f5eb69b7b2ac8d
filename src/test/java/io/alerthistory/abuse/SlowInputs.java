package io.alerthistory.abuse;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Connections that send a byte now and then. */
final class SlowInputs {

    private static final int SECONDS = 10;

    private SlowInputs() {
    }

    static List<Input> all() {
        return List.of(
                Input.of("slow-headers-500", 40, ground -> trickle(ground, 500,
                        i -> "GET /api/v1/history/sessions HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")),
                Input.of("slow-bodies-300", 40, ground -> trickle(ground, 300, i -> slowBody(i, "application/json"))),
                Input.of("slow-bodies-220-bulk", 40,
                        ground -> trickle(ground, 220, i -> slowBody(3, "application/x-ndjson"))),
                Input.of("slow-chunks-220", 40, ground -> trickle(ground, 220, i -> "POST " + Request.SESSIONS
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "FFFFF\r\n")));
    }

    private static String slowBody(int number, String type) {
        String[] paths = { Request.SESSIONS, Request.ALERTS, Request.WEBHOOK, Request.BULK };
        return "POST " + paths[number % (type.contains("ndjson") ? 4 : 3)]
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                + "\r\nContent-Length: 10000000\r\n\r\n{\"alert_data\":\"";
    }

    private interface Beginning {

        String of(int number);
    }

    /** All begin at once, then each gets a byte every half second; what the service answers meanwhile is noted. */
    private static void trickle(Ground ground, int count, Beginning beginning) throws InterruptedException {
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try {
                Socket socket = ground.target.connect();
                ground.opened(socket);
                socket.setSoTimeout(1);
                socket.getOutputStream().write(beginning.of(i).getBytes(StandardCharsets.US_ASCII));
                open.add(socket);
            } catch (IOException refused) {
                ground.note("refused");
            }
        }
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        while (System.nanoTime() < end) {
            for (Iterator<Socket> sockets = open.iterator(); sockets.hasNext();) {
                if (!goesOn(ground, sockets.next())) {
                    sockets.remove();
                }
            }
            Thread.sleep(400);
        }
        open.forEach(socket -> ground.note("held"));
    }

    private static boolean goesOn(Ground ground, Socket socket) {
        try {
            if (socket.getInputStream().available() > 0) {
                byte[] answer = new byte[512];
                int read = socket.getInputStream().read(answer);
                String status = new String(answer, 0, Math.max(0, read), StandardCharsets.US_ASCII).split(" ", 3)[1];
                ground.note(status);
                ground.require(status.startsWith("4") || status.equals("503"), "a slow request is answered with " + status);
                return false;
            }
            socket.getOutputStream().write('x');
            if (socket.getInputStream().read() < 0) {
                ground.note("closed");
                return false;
            }
            ground.note("answered");
            return false;
        } catch (SocketTimeoutException nothing) {
            return true;
        } catch (IOException e) {
            ground.note("closed");
            return false;
        }
    }
}

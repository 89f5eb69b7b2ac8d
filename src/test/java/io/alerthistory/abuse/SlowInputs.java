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

    /**
     * How long they go on; an answer that comes later is not seen. {@code -Dabuse.hold=90} also shows the service's deadlines.
     */
    private static final int SECONDS = Integer.getInteger("abuse.hold", 8);

    private SlowInputs() {
    }

    static List<Input> all() {
        return List.of(
                Input.of("connections-2000-idle", 40, SlowInputs::idle).seldom(),
                Input.of("slow-headers-500", SECONDS + 30, ground -> trickle(ground, 500,
                        i -> "GET /api/v1/history/sessions HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")),
                Input.of("slow-bodies-300", SECONDS + 30, ground -> trickle(ground, 300, i -> slowBody(i, "application/json"))),
                Input.of("slow-bodies-220-bulk", SECONDS + 30,
                        ground -> trickle(ground, 220, i -> slowBody(3, "application/x-ndjson"))).seldom(),
                Input.of("slow-chunks-220", SECONDS + 30, ground -> trickle(ground, 220, i -> "POST " + Request.SESSIONS
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "FFFFF\r\n" + beginning(i))).seldom());
    }

    private static void idle(Ground ground) throws InterruptedException {
        for (int i = 0; i < 2_000; i++) {
            try {
                ground.opened(ground.target.connect());
                ground.note("open");
            } catch (IOException refused) {
                ground.note("refused");
            }
        }
        Thread.sleep(5_000);
    }

    /** Most send so much at first that a framework no longer waits for the rest, but begins to read. */
    private static String beginning(int number) {
        return number % 20 == 0 ? "" : "x".repeat(20_000);
    }

    private static String slowBody(int number, String type) {
        String[] paths = { Request.SESSIONS, Request.ALERTS, Request.WEBHOOK, Request.BULK };
        return "POST " + paths[number % (type.contains("ndjson") ? 4 : 3)]
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                + "\r\nContent-Length: 10000000\r\n\r\n{\"alert_data\":\"" + beginning(number);
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

    /** Sends a byte, unless the service has answered or closed. */
    private static boolean goesOn(Ground ground, Socket socket) {
        byte[] answer = new byte[512];
        try {
            int read = socket.getInputStream().read(answer);
            if (read < 0) {
                ground.note("closed");
                return false;
            }
            String status = new String(answer, 0, read, StandardCharsets.US_ASCII).split(" ", 3)[1];
            ground.note(status);
            ground.require(status.startsWith("4") || status.equals("503"), "a slow request is answered with " + status);
            return false;
        } catch (SocketTimeoutException nothing) {
            return send(ground, socket);
        } catch (IOException e) {
            ground.note("closed");
            return false;
        }
    }

    private static boolean send(Ground ground, Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return true;
        } catch (IOException e) {
            ground.note("closed");
            return false;
        }
    }
}

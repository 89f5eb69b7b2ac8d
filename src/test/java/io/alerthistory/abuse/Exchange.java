package io.alerthistory.abuse;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Consumer;

/** One request on a connection of its own. The answer is read while the body is sent, because it may come before its end. */
final class Exchange {

    private static final int SLOW_BUFFER = 65_536;
    private static final int SMALL_STACK = 262_144;

    private Exchange() {
    }

    static Outcome send(Target target, Request request, Duration patience) throws InterruptedException {
        return send(target, request, patience, Pace.FAST, socket -> {
        });
    }

    /** @param opened is told the socket, so that it can be closed from outside */
    static Outcome send(Target target, Request request, Duration patience, Pace pace, Consumer<Socket> opened)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Sender sender = null;
        Thread sending = null;
        try (Socket socket = target.connect(pace == Pace.FAST ? 0 : SLOW_BUFFER)) {
            opened.accept(socket);
            sender = new Sender(socket.getOutputStream(), request);
            ResponseReader reader = new ResponseReader(socket, deadline, pace);
            sender.sendHead();
            if (request.hasBody() && (request.framing() != Request.Framing.EXPECT || reader.awaitContinue())) {
                sending = new Thread(null, sender::sendBody, "sender", SMALL_STACK);
                sending.setDaemon(true);
                sending.start();
            }
            return reader.read(sender);
        } catch (SocketTimeoutException e) {
            return Outcome.none(Outcome.SILENT, sender == null ? 0 : sender.sent(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Outcome.none(Outcome.CLOSED, sender == null ? 0 : sender.sent(), String.valueOf(e.getMessage()));
        } finally {
            if (sending != null) {
                sending.join(5_000); // the socket is closed, which ends it
            }
        }
    }
}

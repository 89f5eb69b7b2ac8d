package io.alerthistory.http.live;

import java.util.Objects;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.alerthistory.live.Line;
import io.alerthistory.live.Live;
import io.alerthistory.live.LiveConnection;
import io.alerthistory.live.OpenConnections;
import io.alerthistory.observe.LiveFigures;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPingMessage;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** The WebSocket (docs/live.md). Frames are handled one after the other, and after the opening. */
@WebSocket(path = LiveRoutes.WEB_SOCKET)
@NonBlocking
public class LiveEndpoint {

    private static final Logger LOG = Logger.getLogger(LiveEndpoint.class);
    private static final TypedKey<LiveConnection> CONNECTION = new TypedKey<>("connection");

    /** What cannot be parsed, for a binary frame. */
    private static final String NO_TEXT = "";

    private final Live live;
    private final OpenConnections connections;
    private final LiveFigures figures;

    LiveEndpoint(Live live, OpenConnections connections, LiveFigures figures) {
        this.live = live;
        this.connections = connections;
        this.figures = figures;
    }

    @OnOpen
    void open(WebSocketConnection socket) {
        if (!socket.isOpen()) {
            return; // refused before it was opened, see fail
        }
        LiveConnection connection = live.connection(new SocketLine(socket),
                !Boolean.FALSE.equals(socket.userData().get(LiveUpgrade.IS_OF_WORKER)));
        socket.userData().put(CONNECTION, connection);
        figures.webSockets().incrementAndGet();
        connection.open(socket.id());
        connections.add(connection, socket.userData().get(LiveUpgrade.ACCESS));
    }

    @OnTextMessage
    void receive(String text, WebSocketConnection socket) {
        of(socket).receive(text);
    }

    @OnBinaryMessage
    void receiveBinary(Buffer bytes, WebSocketConnection socket) {
        of(socket).receive(NO_TEXT);
    }

    @OnPingMessage
    void ping(Buffer data, WebSocketConnection socket) {
        of(socket).heard();
    }

    @OnPongMessage
    void pong(Buffer data, WebSocketConnection socket) {
        of(socket).heard();
    }

    @OnClose
    void close(WebSocketConnection socket) {
        LiveConnection connection = opened(socket);
        if (connection != null) {
            figures.webSockets().decrementAndGet();
            connections.remove(connection);
            connection.closed();
        }
    }

    /** Frames that are too large, and what is no frame. They may arrive before the connection is opened. */
    @OnError
    void fail(Throwable failure, WebSocketConnection socket) {
        LOG.debug("A connection failed", failure);
        WebSocketCloseStatus status = failure instanceof CorruptedWebSocketFrameException corrupted ? corrupted.closeStatus()
                : failure instanceof IllegalStateException ? WebSocketCloseStatus.MESSAGE_TOO_BIG
                        : WebSocketCloseStatus.PROTOCOL_ERROR;
        LiveConnection connection = opened(socket);
        if (connection == null) {
            new SocketLine(socket).close(status.code(), status.reasonText());
        } else {
            connection.refuse(status.code(), status.reasonText());
        }
    }

    private static LiveConnection of(WebSocketConnection socket) {
        return Objects.requireNonNull(opened(socket));
    }

    private static @Nullable LiveConnection opened(WebSocketConnection socket) {
        return socket.userData().get(CONNECTION);
    }

    private record SocketLine(WebSocketConnection socket) implements Line {

        private static final Buffer NOTHING = Buffer.buffer();

        @Override
        public Uni<Void> send(String text) {
            return socket.sendText(text);
        }

        @Override
        public void ping() {
            ignoringFailure(socket.sendPing(NOTHING));
        }

        @Override
        public void close(int code, String reason) {
            if (socket.isOpen()) {
                ignoringFailure(socket.close(new CloseReason(code, reason)));
            }
        }

        /** A connection that cannot be written to is closed anyway. */
        private static void ignoringFailure(Uni<Void> sending) {
            sending.subscribe().with(done -> {
            }, failure -> LOG.debug("A frame could not be sent", failure));
        }
    }
}

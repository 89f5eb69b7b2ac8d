package io.alerthistory.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.json.JsonText;
import io.restassured.RestAssured;

/** A client of the WebSocket. */
public final class LiveClient implements WebSocket.Listener, AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder begun = new StringBuilder();
    private final WebSocket socket;

    /** @throws CompletionException caused by a WebSocketHandshakeException when the service refuses */
    public LiveClient(Map<String, String> headers) {
        this(RestAssured.port, headers);
    }

    /** The same on another port. */
    public LiveClient(int port, Map<String, String> headers) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        headers.forEach(builder::header);
        socket = builder.buildAsync(URI.create("ws://localhost:" + port + "/api/v1/ws"), this)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    public static LiveClient connected() {
        return new LiveClient(Map.of());
    }

    public LiveClient send(String text) {
        socket.sendText(text, true).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        return this;
    }

    public LiveClient sendPart(String text, boolean isLast) {
        socket.sendText(text, isLast).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        return this;
    }

    /** Subscribes, and waits until that is confirmed. */
    public LiveClient subscribe(String channel) {
        send("{\"action\":\"subscribe\",\"channel\":\"" + channel + "\"}");
        await("subscription.confirmed");
        return this;
    }

    /** The next frame of a type; those before it are skipped. */
    public JsonNode await(String type) {
        return next(type, new ArrayList<>());
    }

    /** The same of a session. */
    public JsonNode await(String type, String sessionId) {
        JsonNode frame = await(type);
        while (!frame.path("session_id").asText().equals(sessionId)) { // of other tests
            frame = await(type);
        }
        return frame;
    }

    /** All frames until one of a type, without it. */
    public List<JsonNode> until(String type) {
        List<JsonNode> before = new ArrayList<>();
        next(type, before);
        return before;
    }

    /** @param before gets the frames before it */
    private JsonNode next(String type, List<JsonNode> before) {
        try {
            for (JsonNode frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS); frame != null; frame = frames
                    .poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                if (frame.path("type").asText().equals(type)) {
                    return frame;
                }
                before.add(frame);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("no " + type + ", but " + before);
    }

    /** The code with which the service closes. */
    public int closeCode() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
        begun.append(part);
        if (isLast) {
            frames.add(new JsonText(begun.toString()).tree());
            begun.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean isLast) {
        throw new AssertionError("all frames are text");
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.completeExceptionally(failure);
    }
}

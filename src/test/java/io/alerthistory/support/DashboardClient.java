package io.alerthistory.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.json.JsonText;
import io.restassured.RestAssured;

/**
 * A browser tab of Tarsy's dashboard, as it was recorded: which frames it sends and when, which ids it remembers, and which of
 * its pages get a frame. It takes no frame that would confuse the dashboard: the stored ids of a connection only grow.
 */
public final class DashboardClient implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;
    private static final String SESSIONS = "sessions";
    private static final String SESSION_PREFIX = "session:";

    private final Map<String, Long> cursors = new ConcurrentHashMap<>();
    private final Set<String> held = new LinkedHashSet<>();
    private final List<JsonNode> list = new ArrayList<>();
    private final List<JsonNode> detail = new ArrayList<>();
    private final List<JsonNode> all = new ArrayList<>();
    private final AtomicReference<String> disorder = new AtomicReference<>();
    private final AtomicReference<Connection> connection = new AtomicReference<>();

    /** The page of the list, or of a session, is opened. */
    public DashboardClient show(String channel) {
        held.add(channel);
        Connection open = connection.get();
        if (open == null) {
            connect();
        } else {
            open.send("subscribe", channel, null);
        }
        return this;
    }

    /** The user goes to another page. */
    public DashboardClient leave(String channel) {
        held.remove(channel);
        cursors.remove(channel);
        current().send("unsubscribe", channel, null);
        return this;
    }

    /** The connection is lost. */
    public DashboardClient drop() {
        current().socket.abort();
        connection.set(null);
        return this;
    }

    /** The dashboard connects, for the first time or again. */
    public DashboardClient connect() {
        Connection open = new Connection();
        connection.set(open);
        open.text("{\"action\":\"ping\"}");
        for (String channel : held) {
            open.send("subscribe", channel, null);
            Long cursor = cursors.get(channel);
            if (cursor != null) {
                open.send("catchup", channel, cursor);
            }
        }
        assertThat(await("pong", open.replies, frame -> frame.path("type").asText().equals("pong"))).isNotNull();
        return this;
    }

    private Connection current() {
        Connection open = connection.get();
        if (open == null) {
            throw new IllegalStateException("there is no connection");
        }
        return open;
    }

    /** Waits until the page of the list has got an event. */
    public JsonNode onList(String type, String sessionId) {
        return await(type, list, frame -> is(frame, type, sessionId));
    }

    /** Waits until the page of a session has got an event. */
    public JsonNode onDetail(String type, String sessionId) {
        return await(type, detail, frame -> is(frame, type, sessionId));
    }

    /** The same with a condition. */
    public JsonNode onDetail(String type, Predicate<JsonNode> matching) {
        return await(type, detail, frame -> frame.path("type").asText().equals(type) && matching.test(frame));
    }

    /** Forgets what the pages have got. */
    public DashboardClient forget() {
        synchronized (this) {
            list.clear();
            detail.clear();
        }
        return this;
    }

    /** Everything that has come, for whichever page. */
    public synchronized List<JsonNode> all() {
        return List.copyOf(all);
    }

    /** What the page of a session has got. */
    public synchronized List<JsonNode> detail() {
        return List.copyOf(detail);
    }

    private static boolean is(JsonNode frame, String type, String sessionId) {
        return frame.path("type").asText().equals(type) && frame.path("session_id").asText().equals(sessionId);
    }

    private synchronized JsonNode await(String what, List<JsonNode> frames, Predicate<JsonNode> condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (true) {
                for (JsonNode frame : frames) {
                    if (condition.test(frame)) {
                        return frame;
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("no " + what + ", but " + frames);
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void route(JsonNode frame, Connection from) {
        String type = frame.path("type").asText();
        String session = frame.path("session_id").asText("");
        long id = frame.path("id").asLong();
        if (id > 0) {
            if (id < from.last) {
                disorder.compareAndSet(null, id + " after " + from.last);
            }
            from.last = id;
            if (!session.isEmpty() && held.contains(SESSION_PREFIX + session)) {
                cursors.put(SESSION_PREFIX + session, id);
            }
            if (type.startsWith("session.") && held.contains(SESSIONS)) {
                cursors.put(SESSIONS, id);
            }
        }
        if (!session.isEmpty() && held.contains(SESSION_PREFIX + session)) {
            detail.add(frame);
        }
        if (type.startsWith("session.") && held.contains(SESSIONS)) {
            list.add(frame);
        }
        if (session.isEmpty()) {
            from.replies.add(frame);
        }
        all.add(frame);
        notifyAll();
    }

    @Override
    public void close() {
        Connection open = connection.getAndSet(null);
        if (open != null) {
            open.socket.abort();
        }
        assertThat(disorder.get()).as("the ids of a connection only grow").isNull();
    }

    private final class Connection implements WebSocket.Listener {

        private final StringBuilder begun = new StringBuilder();
        private final List<JsonNode> replies = new ArrayList<>();
        private final WebSocket socket;
        private long last;

        Connection() {
            socket = HttpClient.newHttpClient().newWebSocketBuilder()
                    .header("Origin", "http://localhost:" + RestAssured.port)
                    .buildAsync(URI.create("ws://localhost:" + RestAssured.port + "/api/v1/ws"), this)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }

        void send(String action, String channel, Long lastEventId) {
            text("{\"action\":\"" + action + "\",\"channel\":\"" + channel + "\""
                    + (lastEventId == null ? "" : ",\"last_event_id\":" + lastEventId) + "}");
        }

        void text(String text) {
            CompletableFuture<WebSocket> sent = socket.sendText(text, true);
            sent.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
            begun.append(part);
            if (isLast) {
                route(new JsonText(begun.toString()).tree(), this);
                begun.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            // a dropped connection; a test that waits for a frame says that none came
        }
    }
}

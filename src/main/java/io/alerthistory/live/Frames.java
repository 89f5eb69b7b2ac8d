package io.alerthistory.live;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.alerthistory.json.JsonText;
import io.alerthistory.live.Frame.Kind;

/** Renders frames (docs/live.md). */
public final class Frames {

    private static final String STAGE_STARTED = "stage.started";
    private static final String PARALLEL_COUNT = "expected_parallel_count";
    private static final String BEGIN = "{\"type\":";

    private static final Frame PONG = new Frame(Kind.REPLY, "pong", 0, "{\"type\":\"pong\"}");

    private Frames() {
    }

    /** An event as it happens. */
    public static Frame of(StoredEvent event) {
        return of(event, event.fields());
    }

    /**
     * An event of a catch-up. A client puts the number of agents that it expects into the page at once, also when they are
     * there
     * already, so a stage that is told of again has none.
     */
    public static Frame replayed(StoredEvent event) {
        if (!event.type().equals(STAGE_STARTED) || !event.fields().contains(PARALLEL_COUNT)) {
            return of(event);
        }
        JsonNode fields = new JsonText(event.fields().strip()).tree();
        return of(event, fields instanceof ObjectNode members ? JsonText.of(members.putNull(PARALLEL_COUNT)).text()
                : event.fields());
    }

    private static Frame of(StoredEvent event, String fields) {
        StringBuilder json = begin(event.type(), event.sessionId());
        String members = members(fields);
        if (!members.isEmpty()) {
            json.append(',').append(members);
        }
        json.append(",\"timestamp_us\":").append(event.timestampUs()).append(",\"id\":").append(event.id()).append('}');
        return new Frame(Kind.STORED, event.type(), event.id(), onOneLine(json.toString()));
    }

    /** What is between the braces. */
    private static String members(String object) {
        String text = object.strip();
        return text.substring(1, text.length() - 1).strip();
    }

    /** A line break in a JSON text is white space, and would end an event of a text/event-stream. */
    private static String onOneLine(String json) {
        return json.indexOf('\n') < 0 && json.indexOf('\r') < 0 ? json : json.replace('\n', ' ').replace('\r', ' ');
    }

    /**
     * Stands for events that are not sent: whoever watches the channel has to read again.
     *
     * @param id of the newest of them
     * @param nowUs microseconds since the epoch
     */
    public static Frame changed(Channel channel, long id, long nowUs) {
        boolean isList = channel.kind() == Channel.Kind.SESSIONS;
        String type = isList ? "session.list_changed" : "history.changed";
        StringBuilder json = isList ? new StringBuilder(BEGIN).append(quoted(type)) : begin(type, channel.sessionId());
        if (!isList) {
            json.append(",\"data\":{\"reason\":\"events_omitted\"}");
        }
        return new Frame(Kind.STORED, type, id, end(json, id, nowUs));
    }

    /** The place of a session's channel, from which a client catches up after a lost connection. */
    public static Frame cursor(String sessionId, long id, long nowUs) {
        StringBuilder json = begin("history.cursor", sessionId).append(",\"data\":{\"newest_id\":").append(id).append('}');
        return new Frame(Kind.STORED, "history.cursor", id, end(json, id, nowUs));
    }

    /**
     * Events of a text/event-stream that are not stored any more.
     *
     * @param from the first id that may be missing
     * @param to the last one
     */
    public static Frame gap(long from, long to) {
        return new Frame(Kind.STORED, "gap", 0, "{\"from\":" + from + ",\"to\":" + to + "}");
    }

    /** A transient text as it was broadcast. */
    public static Frame transientText(String type, String json) {
        return new Frame(Kind.TRANSIENT, type, 0, onOneLine(json));
    }

    static Frame established(String connectionId) {
        return reply("connection.established", "connection_id", connectionId);
    }

    static Frame pong() {
        return PONG;
    }

    static Frame confirmed(Channel channel) {
        return reply("subscription.confirmed", "channel", channel.name());
    }

    static Frame cancelled(Channel channel) {
        return reply("subscription.cancelled", "channel", channel.name());
    }

    static Frame error(String message) {
        return reply("error", "message", message);
    }

    private static Frame reply(String type, String name, String value) {
        return new Frame(Kind.REPLY, type, 0,
                BEGIN + quoted(type) + "," + quoted(name) + ":" + quoted(value) + "}");
    }

    static StringBuilder begin(String type, @Nullable String sessionId) {
        return new StringBuilder(BEGIN).append(quoted(type)).append(",\"session_id\":")
                .append(sessionId == null ? "null" : quoted(sessionId));
    }

    private static String end(StringBuilder json, long id, long nowUs) {
        return json.append(",\"timestamp_us\":").append(nowUs).append(",\"id\":").append(id).append('}').toString();
    }

    static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}

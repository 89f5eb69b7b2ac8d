package io.alerthistory.live;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * What a client sends.
 *
 * @param channel of subscribe, unsubscribe and catchup; null for others
 * @param lastEventId of catchup; 0 for others
 * @param message why it is refused; null when it is not
 */
record ClientFrame(Action action, @Nullable Channel channel, long lastEventId, @Nullable String message) {

    /** A session_id has at most 200 characters. */
    static final int MAX_CHANNEL_LENGTH = 208;

    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What a client asks for. */
    enum Action {
        PING,
        SUBSCRIBE,
        UNSUBSCRIBE,
        CATCHUP,
        /** An object that asks for nothing known; the reason is sent back. */
        REFUSED,
        /** No JSON object; a client that goes on like this is cut off. */
        MALFORMED
    }

    /** Parses a text frame; never fails. */
    static ClientFrame parse(String text) {
        JsonNode frame;
        try {
            frame = JSON.readTree(text);
        } catch (IOException | RuntimeException notJson) {
            return new ClientFrame(Action.MALFORMED, null, 0, "A frame must be one JSON object");
        }
        if (frame == null || !frame.isObject()) {
            return new ClientFrame(Action.MALFORMED, null, 0, "A frame must be one JSON object");
        }
        Action action = switch (frame.path("action").asText()) {
            case "ping" -> Action.PING;
            case "subscribe" -> Action.SUBSCRIBE;
            case "unsubscribe" -> Action.UNSUBSCRIBE;
            case "catchup" -> Action.CATCHUP;
            default -> Action.REFUSED;
        };
        return switch (action) {
            case PING -> new ClientFrame(action, null, 0, null);
            case SUBSCRIBE, UNSUBSCRIBE, CATCHUP -> ofChannel(action, frame);
            default -> refused("action must be one of ping, subscribe, unsubscribe, catchup");
        };
    }

    private static ClientFrame ofChannel(Action action, JsonNode frame) {
        JsonNode name = frame.path("channel");
        Channel channel = name.isTextual() && name.textValue().length() <= MAX_CHANNEL_LENGTH
                ? Channel.named(name.textValue())
                : null;
        if (channel == null) {
            return refused("channel must be sessions, cancellations, or session: with a session_id of at most 200 characters");
        }
        JsonNode last = frame.path("last_event_id");
        if (action != Action.CATCHUP || last.isMissingNode() || last.isNull()) {
            return new ClientFrame(action, channel, 0, null);
        }
        return last.isIntegralNumber() && last.canConvertToLong() && last.longValue() >= 0
                ? new ClientFrame(action, channel, last.longValue(), null)
                : refused("last_event_id must be an integer of 64 bits, 0 or higher");
    }

    private static ClientFrame refused(String message) {
        return new ClientFrame(Action.REFUSED, null, 0, message);
    }
}

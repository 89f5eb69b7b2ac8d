package io.alerthistory.episode;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.alerthistory.json.JsonText;

/**
 * An event of an alert, as clients receive it (docs/live.md). Instants are microseconds since the epoch.
 *
 * @param type as clients get it
 * @param fields the members of its type, beside those that name the alert: a JSON object
 */
public record AlertEvent(String type, JsonText fields) {

    private static final String STARTS_AT = "starts_at_us";

    /** An episode began, or goes on whose end was only assumed. */
    static AlertEvent fired(long startsAtUs) {
        return of("alert.fired", start(startsAtUs));
    }

    /** An episode ended, or its end became another one. */
    static AlertEvent resolved(long startsAtUs, @Nullable Long endsAtUs, @Nullable EndReason reason) {
        return of("alert.resolved", start(startsAtUs).put("ends_at_us", endsAtUs)
                .put("end_reason", reason == null ? null : reason.jsonName()));
    }

    /** What was an episode of its own belongs to one that starts earlier. */
    static AlertEvent moved(long startsAtUs, long previousUs) {
        return of("alert.moved", start(startsAtUs).put("previous_starts_at_us", previousUs));
    }

    /** Somebody acknowledged the open episode. */
    public static AlertEvent acknowledged(long startsAtUs, String by, long atUs) {
        return of("alert.acknowledged", start(startsAtUs).put("acked_by", by).put("acked_at_us", atUs));
    }

    /** The acknowledgement of the open episode was taken back. */
    public static AlertEvent unacknowledged(long startsAtUs) {
        return of("alert.unacknowledged", start(startsAtUs));
    }

    private static ObjectNode start(long startsAtUs) {
        return JsonNodeFactory.instance.objectNode().put(STARTS_AT, startsAtUs);
    }

    private static AlertEvent of(String type, ObjectNode fields) {
        return new AlertEvent(type, JsonText.of(fields));
    }
}

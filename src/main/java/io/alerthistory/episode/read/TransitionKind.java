package io.alerthistory.episode.read;

import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** What happened to an alert. The order is that of facts with the same instant. */
public enum TransitionKind implements JsonName {
    FIRED(1),
    /** The ref is the reason of the end. */
    RESOLVED(2),
    /** The ref is the notification's identifier. */
    NOTIFIED(3),
    /** The ref is the silence's identifier. */
    SILENCED(4),
    UNSILENCED(5),
    /** The ref is the rule and the alerts that inhibit. */
    INHIBITED(6),
    UNINHIBITED(7),
    ACKNOWLEDGED(8),
    /** Another startsAt of the same episode was reported; at_us is that startsAt. */
    MOVED(9),
    /** An investigation began; the ref is the session's identifier. */
    SESSION(10);

    private final int code;

    TransitionKind(int code) {
        this.code = code;
    }

    /** The number that statements and cursors use. */
    public int code() {
        return code;
    }

    /** The kind with a number. */
    public static TransitionKind of(long code) {
        return Stream.of(values()).filter(kind -> kind.code == code).findFirst().orElseThrow();
    }

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}

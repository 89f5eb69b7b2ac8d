package io.alerthistory.http.page.overview;

import java.util.Arrays;
import java.util.List;

import io.alerthistory.session.SessionStatus;

/** States that a chart shows as one, from the bottom of a bar to its top. */
enum StateGroup {
    COMPLETED("Completed", "completed"),
    OPEN("Not ended", "open"),
    CANCELLED("Cancelled", "cancelled"),
    FAILED("Failed or timed out", "failed");

    private final String label;
    private final String style;

    StateGroup(String label, String style) {
        this.label = label;
        this.style = style;
    }

    static StateGroup of(SessionStatus status) {
        return switch (status) {
            case COMPLETED -> COMPLETED;
            case PENDING, IN_PROGRESS, PAUSED, CANCELING -> OPEN;
            case CANCELLED -> CANCELLED;
            case FAILED, TIMED_OUT -> FAILED;
        };
    }

    String label() {
        return label;
    }

    /** The name of its style. */
    String style() {
        return style;
    }

    /** Its states as the API names them. */
    List<String> names() {
        return Arrays.stream(SessionStatus.values()).filter(status -> of(status) == this).map(SessionStatus::jsonName).toList();
    }
}

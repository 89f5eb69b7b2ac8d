package io.alerthistory.history;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonPart;
import io.smallrye.mutiny.Uni;

/** A JSON array of events, merged by time from pages that are read while it is written. */
final class TimelineArray extends LaterArray {

    private final List<TimelinePages> kinds;

    TimelineArray(List<TimelinePages> kinds) {
        this.kinds = kinds;
    }

    @Override
    Uni<@Nullable List<JsonPart>> element() {
        Uni<Void> filled = Uni.createFrom().voidItem();
        for (TimelinePages kind : kinds) {
            filled = filled.chain(kind::fill);
        }
        return filled.map(done -> event());
    }

    private @Nullable List<JsonPart> event() {
        TimelinePages earliest = kinds.stream().filter(kind -> kind.peek() != null)
                .min((a, b) -> EventParts.CHRONOLOGICAL.compare(Objects.requireNonNull(a.peek()),
                        Objects.requireNonNull(b.peek())))
                .orElse(null);
        if (earliest == null) {
            return null;
        }
        List<JsonPart> parts = Objects.requireNonNull(earliest.peek()).parts();
        earliest.remove();
        return parts;
    }
}

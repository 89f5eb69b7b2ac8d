package io.alerthistory.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonPart;
import io.alerthistory.json.Utf8;
import io.smallrye.mutiny.Uni;

/** A JSON array of events, merged by time from pages that are read while it is written. */
final class TimelineArray implements JsonPart.Source {

    private enum Place {
        BEGINNING,
        FIRST,
        WITHIN,
        END
    }

    private static final JsonPart BEGIN = JsonPart.Bytes.of(Utf8.of("["));
    private static final JsonPart COMMA = JsonPart.Bytes.of(Utf8.of(","));
    private static final JsonPart END = JsonPart.Bytes.of(Utf8.of("]"));

    private final List<TimelinePages> kinds;
    private final Deque<JsonPart> parts = new ArrayDeque<>();
    private final AtomicReference<Place> place = new AtomicReference<>(Place.BEGINNING);

    TimelineArray(List<TimelinePages> kinds) {
        this.kinds = kinds;
    }

    @Override
    public Uni<@Nullable JsonPart> next() {
        if (!parts.isEmpty()) {
            return Uni.createFrom().item(parts.remove());
        }
        return switch (place.get()) {
            case BEGINNING -> {
                place.set(Place.FIRST);
                yield Uni.createFrom().item(BEGIN);
            }
            case END -> Uni.createFrom().nullItem();
            case FIRST, WITHIN -> filled().map(done -> event());
        };
    }

    private Uni<Void> filled() {
        Uni<Void> filled = Uni.createFrom().voidItem();
        for (TimelinePages kind : kinds) {
            filled = filled.chain(kind::fill);
        }
        return filled;
    }

    private JsonPart event() {
        TimelinePages earliest = kinds.stream().filter(kind -> kind.peek() != null)
                .min((a, b) -> EventParts.CHRONOLOGICAL.compare(Objects.requireNonNull(a.peek()),
                        Objects.requireNonNull(b.peek())))
                .orElse(null);
        if (earliest == null) {
            place.set(Place.END);
            return END;
        }
        if (place.getAndSet(Place.WITHIN) == Place.WITHIN) {
            parts.add(COMMA);
        }
        parts.addAll(Objects.requireNonNull(earliest.peek()).parts());
        earliest.remove();
        return parts.remove();
    }
}

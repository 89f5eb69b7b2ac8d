package io.alerthistory.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonPart;
import io.alerthistory.json.Utf8;
import io.smallrye.mutiny.Uni;

/** A JSON array whose elements are made while it is written. */
abstract class LaterArray implements JsonPart.Source {

    private enum Place {
        BEGINNING,
        FIRST,
        WITHIN,
        END
    }

    private static final JsonPart BEGIN = JsonPart.Bytes.of(Utf8.of("["));
    private static final JsonPart COMMA = JsonPart.Bytes.of(Utf8.of(","));
    private static final JsonPart END = JsonPart.Bytes.of(Utf8.of("]"));

    private final Deque<JsonPart> parts = new ArrayDeque<>();
    private final AtomicReference<Place> place = new AtomicReference<>(Place.BEGINNING);

    /** The parts of the next element; null at the end. */
    abstract Uni<@Nullable List<JsonPart>> element();

    @Override
    public final Uni<@Nullable JsonPart> next() {
        if (!parts.isEmpty()) {
            return Uni.createFrom().item(parts.remove());
        }
        return switch (place.get()) {
            case BEGINNING -> {
                place.set(Place.FIRST);
                yield Uni.createFrom().item(BEGIN);
            }
            case END -> Uni.createFrom().nullItem();
            case FIRST, WITHIN -> element().map(this::part);
        };
    }

    private JsonPart part(@Nullable List<JsonPart> element) {
        if (element == null) {
            place.set(Place.END);
            return END;
        }
        if (place.getAndSet(Place.WITHIN) == Place.WITHIN) {
            parts.add(COMMA);
        }
        parts.addAll(element);
        return parts.remove();
    }
}

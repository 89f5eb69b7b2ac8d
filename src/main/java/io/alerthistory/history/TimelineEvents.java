package io.alerthistory.history;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.alerthistory.json.JsonPart;
import io.alerthistory.json.JsonParts;

/** An array of {@link TimelineEvent} in a response: at hand, or read from the database when it is written. */
@JsonSerialize(using = TimelineEvents.Serializer.class)
public final class TimelineEvents {

    private final List<WrittenEvent> events;
    private final List<Supplier<JsonPart.Source>> later;

    private TimelineEvents(List<WrittenEvent> events, List<Supplier<JsonPart.Source>> later) {
        this.events = events;
        this.later = later;
    }

    /** Events of one kind, in the order of time. */
    static TimelineEvents of(List<WrittenEvent> events) {
        return new TimelineEvents(events, List.of());
    }

    /** Events of both kinds, brought into the order of time. */
    static TimelineEvents merged(List<WrittenEvent> llm, List<WrittenEvent> mcp) {
        return of(Stream.concat(llm.stream(), mcp.stream()).sorted(WrittenEvent.CHRONOLOGICAL).toList());
    }

    /** Events that are read when they are written. */
    static TimelineEvents later(Supplier<JsonPart.Source> source) {
        return new TimelineEvents(List.of(), List.of(source));
    }

    static final class Serializer extends JsonSerializer<TimelineEvents> {

        @Override
        public void serialize(TimelineEvents value, JsonGenerator out, SerializerProvider context) throws IOException {
            if (!value.later.isEmpty()) {
                JsonParts.later(value.later.get(0).get(), out, context);
                return;
            }
            JsonParts.array(value.events.stream().map(WrittenEvent::json).toList(), out, context);
        }
    }
}

package io.alerthistory.history;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.alerthistory.json.JsonPart;
import io.alerthistory.json.JsonParts;

/** An array of {@link DetailedStage} in a response: at hand, or read from the database when it is written. */
@JsonSerialize(using = DetailedStages.Serializer.class)
public final class DetailedStages {

    private final List<DetailedStage> stages;
    private final List<Supplier<JsonPart.Source>> later;

    private DetailedStages(List<DetailedStage> stages, List<Supplier<JsonPart.Source>> later) {
        this.stages = stages;
        this.later = later;
    }

    static DetailedStages of(List<DetailedStage> stages) {
        return new DetailedStages(stages, List.of());
    }

    /** Stages that are read when they are written. */
    static DetailedStages later(Supplier<JsonPart.Source> source) {
        return new DetailedStages(List.of(), List.of(source));
    }

    static final class Serializer extends JsonSerializer<DetailedStages> {

        @Override
        public void serialize(DetailedStages value, JsonGenerator out, SerializerProvider context) throws IOException {
            if (value.later.isEmpty()) {
                context.defaultSerializeValue(value.stages, out);
            } else {
                JsonParts.later(value.later.get(0).get(), out, context);
            }
        }
    }
}

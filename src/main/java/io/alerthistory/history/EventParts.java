package io.alerthistory.history;

import java.util.Comparator;
import java.util.List;

import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.json.JsonPart;

/** A {@link TimelineEvent} as the parts of its JSON, and its place in time. */
record EventParts(long timestampUs, InteractionKind type, long seq, List<JsonPart> parts) {

    /** By time; of equal times the call to the model comes before the call to the tool. */
    static final Comparator<EventParts> CHRONOLOGICAL = Comparator.comparingLong(EventParts::timestampUs)
            .thenComparing(EventParts::type).thenComparingLong(EventParts::seq);
}

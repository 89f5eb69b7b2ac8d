package io.alerthistory.history;

import java.util.Comparator;

import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.json.JsonText;

/** A {@link TimelineEvent} as JSON, written once though a stage shows it twice, and its place in time. */
record WrittenEvent(long timestampUs, InteractionKind type, long seq, JsonText json) {

    /** By time; of equal times the call to the model comes before the call to the tool. */
    static final Comparator<WrittenEvent> CHRONOLOGICAL = Comparator.comparingLong(WrittenEvent::timestampUs)
            .thenComparing(WrittenEvent::type).thenComparingLong(WrittenEvent::seq);
}

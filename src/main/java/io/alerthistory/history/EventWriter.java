package io.alerthistory.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;

import io.alerthistory.interaction.Interaction;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Utf8Builder;

/**
 * Writes the events of one session, one after the other through the same buffers: a writer of its own for each event cost a
 * detail of 100 interactions a third of its time.
 */
final class EventWriter {

    private final Utf8Builder bytes = new Utf8Builder();
    private final SequenceWriter writer;

    EventWriter(ObjectMapper json) {
        try {
            writer = json.writer().withRootValueSeparator("").writeValues(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a defect of ours: nothing is written outside of memory
        }
    }

    WrittenEvent written(Interaction interaction) {
        try {
            writer.write(TimelineEvent.of(new StoredInteraction(interaction, Map.of()))).flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WrittenEvent(interaction.timestampUs(), interaction.kind(), interaction.seq(), new JsonText(bytes.take()));
    }
}

package io.alerthistory.bulk;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What became of a batch, or of several when the client took no answer meanwhile; it is durable.
 *
 * @param accepted how many records were new
 * @param duplicates how many were stored before with the same content
 * @param rejected those that were not stored
 * @param rejectedOmitted how many more were not stored, and stand nowhere; absent when there are none
 */
public record BatchReceipt(int accepted, int duplicates, List<RejectedLine> rejected,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer rejectedOmitted) implements BulkAnswer {

    /**
     * Both as one.
     *
     * @param room how many lines of the other one may stand in it
     */
    BatchReceipt plus(BatchReceipt other, int room) {
        int told = Math.min(Math.max(room, 0), other.rejected.size());
        int omitted = omitted() + other.omitted() + other.rejected.size() - told;
        return new BatchReceipt(accepted + other.accepted, duplicates + other.duplicates,
                Stream.concat(rejected.stream(), other.rejected.stream().limit(told)).toList(), omitted == 0 ? null : omitted);
    }

    /** How many lines were not stored and stand nowhere. */
    int omitted() {
        return rejectedOmitted == null ? 0 : rejectedOmitted;
    }
}

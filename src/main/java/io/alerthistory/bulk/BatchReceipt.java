package io.alerthistory.bulk;

import java.util.List;
import java.util.stream.Stream;

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
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int rejectedOmitted) implements BulkAnswer {

    /**
     * Both as one.
     *
     * @param room how many lines of the other one may stand in it
     */
    BatchReceipt plus(BatchReceipt other, int room) {
        int told = Math.min(Math.max(room, 0), other.rejected.size());
        return new BatchReceipt(accepted + other.accepted, duplicates + other.duplicates,
                Stream.concat(rejected.stream(), other.rejected.stream().limit(told)).toList(),
                rejectedOmitted + other.rejectedOmitted + other.rejected.size() - told);
    }
}

package io.alerthistory.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class UnsentResultsTest {

    private static BatchReceipt batch(int accepted, int duplicates, int rejected) {
        return new BatchReceipt(accepted, duplicates,
                IntStream.range(0, rejected).mapToObj(i -> new RejectedLine(i, "invalid_json", "no JSON")).toList(), null);
    }

    @Test
    void keepsEachAnswerOfAClientThatReads() {
        UnsentResults unsent = new UnsentResults();
        BatchReceipt large = batch(0, 0, UnsentResults.MAX_REJECTED + 1);
        for (BulkResult answer : List.of(batch(1, 2, 3), large, BulkReceipt.NOTHING)) {
            unsent.add(answer);
            assertThat(unsent.take()).containsExactly(answer);
            assertThat(unsent.take()).isEmpty();
        }
    }

    @Property(tries = 200)
    void countsAllAndKeepsFew(@ForAll @Size(max = 200) List<@IntRange(max = 500) Integer> rejected,
            @ForAll @IntRange(min = 1, max = 300) int takenAfter) {
        UnsentResults unsent = new UnsentResults();
        List<BulkResult> taken = new ArrayList<>();
        for (int i = 0; i < rejected.size(); i++) {
            unsent.add(batch(i, 1, rejected.get(i)));
            if (i % takenAfter == 0) {
                taken.addAll(bounded(unsent.take()));
            }
        }
        taken.addAll(bounded(unsent.take()));
        List<BatchReceipt> receipts = taken.stream().map(BatchReceipt.class::cast).toList();
        assertThat(receipts.stream().mapToInt(BatchReceipt::accepted).sum())
                .isEqualTo(IntStream.range(0, rejected.size()).sum());
        assertThat(receipts.stream().mapToInt(BatchReceipt::duplicates).sum()).isEqualTo(rejected.size());
        assertThat(receipts.stream().mapToInt(receipt -> receipt.rejected().size() + receipt.omitted()).sum())
                .isEqualTo(rejected.stream().mapToInt(Integer::intValue).sum());
    }

    private static List<BulkResult> bounded(List<BulkResult> answers) {
        assertThat(answers).hasSizeLessThanOrEqualTo(UnsentResults.MAX_RESULTS);
        assertThat(answers.stream().mapToInt(answer -> ((BatchReceipt) answer).rejected().size()).sum())
                .isLessThanOrEqualTo(UnsentResults.MAX_REJECTED);
        return answers;
    }
}

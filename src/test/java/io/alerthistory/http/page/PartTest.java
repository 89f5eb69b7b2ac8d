package io.alerthistory.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.smallrye.mutiny.Uni;

class PartTest {

    private static Part<String> read(Uni<String> read) {
        return Part.read(() -> read).await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void aPartHasWhatWasRead() {
        assertThat(read(Uni.createFrom().item("x"))).isEqualTo(new Part<>("x", ""));
    }

    @Test
    void aPartThatIsLateSaysSo() {
        assertThat(read(Uni.createFrom().nothing()).reason()).contains("longer than a second");
    }

    @Test
    void aPartThatFailsSaysWhy() {
        assertThat(read(Uni.createFrom().failure(new ProblemException(ErrorCode.DATABASE_UNAVAILABLE, "It is down"))))
                .isEqualTo(Part.absent("It is down."));
        assertThat(read(Uni.createFrom().failure(new IllegalStateException("secret"))).reason())
                .contains("does not respond").doesNotContain("secret");
        assertThat(Part.read(() -> {
            throw new IllegalStateException("secret");
        }).await().atMost(Duration.ofSeconds(10)).reason()).doesNotContain("secret");
    }
}

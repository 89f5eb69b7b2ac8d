package io.alerthistory.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.alerthistory.request.Caller;

class AuditEntryTest {

    private static AuditEntry entry(String actor, Map<String, ?> details) {
        return new AuditEntry(1_700_000_000_000_003L, new Caller(actor, Caller.Kind.KEY, Set.of(), "r-1", "192.0.2.7"),
                AuditAction.SESSION_CANCEL, null, AuditOutcome.OK, details);
    }

    /** Computed by another program: SHA-256 of 64 zeros and the canonical JSON. */
    @Test
    void theHashIsThatOfTheRowBeforeAndTheCanonicalColumns() {
        AuditRow row = entry("Jörg \"Jo\" 漢", Map.of("name", "ü\n", "count", 3)).after(AuditHead.START);

        assertThat(row.details()).isEqualTo("{\"count\":3,\"name\":\"ü\\n\"}");
        assertThat(row.seq()).isOne();
        assertThat(row.hash()).isEqualTo("34293f534d6e9583b40b8f741806ff10044256ea232467f28309187deb084aec");
        assertThat(row.expectedHash(AuditHead.START.hash())).isEqualTo(row.hash());
    }

    @Test
    void whatCannotBeStoredIsReplaced() {
        AuditRow row = entry("a\u0000b\ud800c", Map.of("names", List.of("\udc00"))).after(AuditHead.START);

        assertThat(row.actor()).isEqualTo("a\ufffdb\ufffdc");
        assertThat(row.details()).isEqualTo("{\"names\":[\"\ufffd\"]}");
    }

    @Test
    void whatIsTooLongIsCut() {
        AuditRow row = entry("\ud83d\ude00".repeat(300), Map.of("ids", Collections.nCopies(20, "x".repeat(250))))
                .after(AuditHead.START);

        assertThat(row.actor()).isEqualTo("\ud83d\ude00".repeat(256));
        assertThat(row.details()).isEqualTo("{\"too_long\":true}");
    }
}

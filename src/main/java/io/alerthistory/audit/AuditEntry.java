package io.alerthistory.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.CanonicalJson;
import io.alerthistory.request.Caller;

/**
 * One action, before it has its place in the log. Texts that are too long are cut, and what no database can store is replaced:
 * an
 * action does not fail because of what it is called.
 *
 * @param atUs microseconds since the epoch
 * @param target what the action was done to: an identifier; null when there is none
 * @param details facts beside the target, without secrets, payloads and texts of people; small
 */
public record AuditEntry(long atUs, Caller caller, AuditAction action, @Nullable String target, AuditOutcome outcome,
        Map<String, ?> details) {

    private static final int MAX_TEXT = 256;
    private static final int MAX_DETAILS = 4_096;

    public AuditEntry {
        details = Map.copyOf(details);
    }

    /** The same action with what became of it. */
    public AuditEntry with(AuditOutcome other) {
        return new AuditEntry(atUs, caller, action, target, other, details);
    }

    /** The same action on a target. */
    public AuditEntry of(String other) {
        return new AuditEntry(atUs, caller, action, other, outcome, details);
    }

    /** The same action with other details: of strings, integers, booleans, lists and maps of these. */
    public AuditEntry with(Map<String, ?> others) {
        return new AuditEntry(atUs, caller, action, target, outcome, others);
    }

    /** The same action at a later time. */
    AuditEntry at(long us) {
        return new AuditEntry(us, caller, action, target, outcome, details);
    }

    /** The row that follows the newest one. */
    public AuditRow after(AuditHead head) {
        AuditRow row = new AuditRow(head.seq() + 1, atUs, stored(caller.name()), AuditRow.name(caller.kind()),
                action.jsonName(), target == null ? null : stored(target), outcome.jsonName(),
                caller.requestId() == null ? null : stored(caller.requestId()),
                caller.address() == null ? null : stored(caller.address()), detailsText(), "");
        return row.hashed(head.hash());
    }

    private String detailsText() {
        String text = CanonicalJson.of(cleaned(details));
        return text.length() <= MAX_DETAILS ? text : CanonicalJson.of(Map.of("too_long", true));
    }

    private static @Nullable Object cleaned(@Nullable Object value) {
        if (value instanceof String text) {
            return stored(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put(stored(String.valueOf(name)), cleaned(member)));
            return members;
        }
        return value instanceof List<?> list ? list.stream().map(AuditEntry::cleaned).toList() : value;
    }

    /** Without U+0000 and halves of surrogate pairs, and cut. */
    private static String stored(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().limit(MAX_TEXT)
                .forEach(c -> kept.appendCodePoint(c == 0 || (c >= 0xd800 && c <= 0xdfff) ? 0xfffd : c));
        return kept.toString();
    }
}

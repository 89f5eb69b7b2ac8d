package io.alerthistory.redaction;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonStrings;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Patch;

/**
 * Replaces what matches a pattern of REDACT_PATTERNS_FILE by {@code [redacted]}, in texts and in the string values of payloads.
 * The names of members, numbers and everything else stay byte for byte. Without the file, every method returns its argument.
 */
@Singleton
public class Redaction {

    /** For tests, and for what has no patterns. */
    public static final Redaction NONE = new Redaction(List.of());

    private final List<RedactionPattern> patterns;

    @Inject
    Redaction(RedactionConfig config) {
        this(config.patternsFile().map(PatternFile::read).orElse(List.of()));
    }

    Redaction(List<RedactionPattern> patterns) {
        this.patterns = patterns;
    }

    /** Whether there is a pattern. */
    public boolean isActive() {
        return !patterns.isEmpty();
    }

    public String text(String text) {
        String redacted = text;
        for (RedactionPattern pattern : patterns) {
            redacted = pattern.replaceIn(redacted);
        }
        return redacted;
    }

    public @Nullable String textOrNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    public JsonText json(JsonText json) {
        return isActive() ? JsonStrings.replace(json, this::text) : json;
    }

    public @Nullable JsonText jsonOrNull(@Nullable JsonText json) {
        return json == null ? null : json(json);
    }

    /** The same for what may be a text or a payload; anything else stays. */
    @SuppressWarnings("unchecked") // a text makes a text, and a payload a payload
    public <V> V value(V value) {
        return value instanceof String text ? (V) text(text) : value instanceof JsonText json ? (V) json(json) : value;
    }

    public Patch<String> text(Patch<String> patch) {
        return patch.value() == null ? patch : Patch.of(text(patch.value()));
    }

    public Patch<JsonText> json(Patch<JsonText> patch) {
        return patch.value() == null ? patch : Patch.of(json(patch.value()));
    }

    /** How often each pattern matched so far, by its name. */
    public Map<String, LongAdder> matches() {
        Map<String, LongAdder> matches = new TreeMap<>();
        patterns.forEach(pattern -> matches.put(pattern.name(), pattern.matches()));
        return matches;
    }
}

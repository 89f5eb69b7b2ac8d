package io.alerthistory.session;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.Patch;

/**
 * The payloads that a change brings. Of stored payloads only these are read, to be compared; the others stay where they are.
 *
 * @param fields their names
 * @param bytes of all of them
 */
public record SentPayloads(Set<String> fields, long bytes) {

    public static final SentPayloads NONE = new SentPayloads(Set.of(), 0);

    static SentPayloads of(Map<String, Patch<JsonText>> patches) {
        return new SentPayloads(
                patches.entrySet().stream().filter(patch -> patch.getValue().value() != null).map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet()),
                patches.values().stream().map(Patch::value).mapToLong(value -> value == null ? 0 : value.length()).sum());
    }
}

package io.alerthistory.session;

import java.util.Set;

/**
 * The payloads that a change brings. Of stored payloads only these are read, to be compared; the others stay where they are.
 *
 * @param fields their names
 * @param bytes of all of them
 */
public record SentPayloads(Set<String> fields, long bytes) {

    public static final SentPayloads NONE = new SentPayloads(Set.of(), 0);
}

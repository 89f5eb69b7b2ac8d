package io.alerthistory.interaction;

/**
 * The result of an append.
 *
 * @param accepted the number of interactions that were new and are stored now
 * @param lastSeq the highest seq of the session
 */
public record Appended(int accepted, long lastSeq) {
}

package io.alerthistory.interaction;

/**
 * What an append did.
 *
 * @param accepted how many were new and are stored now
 * @param lastSeq the greatest seq of the session
 */
public record Appended(int accepted, long lastSeq) {
}

package io.alerthistory.session;

/**
 * What a create found or made.
 *
 * @param sent the session as the request makes it; stored when it was created
 * @param stored what is stored now
 * @param created whether this very call stored it; false: it, or something with its identity, was there
 */
public record SessionCreation(AlertSession sent, SessionHead stored, boolean created) {
}

package io.alerthistory.session;

/**
 * A session or a stage that was changed.
 *
 * @param value as it is now
 * @param decision what the change decided on the locked row
 */
public record Changed<T, D>(T value, D decision) {
}

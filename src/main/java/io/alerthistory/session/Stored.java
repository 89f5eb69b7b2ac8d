package io.alerthistory.session;

/**
 * What a create found or made.
 *
 * @param value what is stored now
 * @param created whether this very call stored it; false: it, or something with its identity, was there
 */
public record Stored<T>(T value, boolean created) {
}

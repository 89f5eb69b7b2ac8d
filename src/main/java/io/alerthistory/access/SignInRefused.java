package io.alerthistory.access;

/**
 * The event of a credential that was refused. A request without one is no refusal.
 *
 * @param way how the client tried to sign in
 * @param address of the client; - when it has none
 * @param isLimited whether it was refused with 429, after too many others
 */
public record SignInRefused(AuthMode way, String address, boolean isLimited) {
}

package io.alerthistory.http.page.access;

/**
 * A key that was made, or was given a new secret; shown once.
 *
 * @param title what was done
 * @param key the key itself
 * @param note what becomes of the secret before; empty when there was none
 */
public record NewKeyView(String title, String name, String roles, String key, String note) {

    /** Without the key, because records are logged. */
    @Override
    public String toString() {
        return "key of " + name;
    }
}

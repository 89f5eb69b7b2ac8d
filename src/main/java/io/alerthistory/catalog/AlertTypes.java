package io.alerthistory.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The types of all recorded alerts.
 *
 * @param defaultAlertType always null: the history prefers no type, and a client would preselect a default when a user
 *        submits an alert
 */
public record AlertTypes(List<String> alertTypes, @Nullable String defaultAlertType) {

    static AlertTypes of(List<String> types) {
        return new AlertTypes(types, null);
    }
}

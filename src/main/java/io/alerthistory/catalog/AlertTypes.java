package io.alerthistory.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The types of the alerts that were recorded.
 *
 * @param defaultAlertType always null: a history prefers none, and a default would be taken for a choice when an alert is
 *        submitted by hand
 */
public record AlertTypes(List<String> alertTypes, @Nullable String defaultAlertType) {

    static AlertTypes of(List<String> types) {
        return new AlertTypes(types, null);
    }
}

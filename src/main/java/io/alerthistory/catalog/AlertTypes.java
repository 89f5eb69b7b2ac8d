package io.alerthistory.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The types of the alerts that were recorded.
 *
 * @param defaultAlertType the first of them; null when there is none
 */
public record AlertTypes(List<String> alertTypes, @Nullable String defaultAlertType) {

    static AlertTypes of(List<String> types) {
        return new AlertTypes(types, types.isEmpty() ? null : types.get(0));
    }
}

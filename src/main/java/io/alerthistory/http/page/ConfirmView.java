package io.alerthistory.http.page;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The question whether something is to be done.
 *
 * @param effects what it does, as sentences
 * @param action where the form is sent
 * @param hidden its hidden fields
 * @param option a box to check; null for none
 * @param button the name of the action
 * @param danger whether it cannot be undone
 * @param back the address of the page to go back to
 */
public record ConfirmView(String title, List<String> effects, String action, List<Field> hidden, @Nullable Field option,
        String button, boolean danger, String back) {

    public ConfirmView {
        effects = List.copyOf(effects);
        hidden = List.copyOf(hidden);
    }

    /** A field: its name, and its value or label. */
    public record Field(String name, String value) {
    }
}

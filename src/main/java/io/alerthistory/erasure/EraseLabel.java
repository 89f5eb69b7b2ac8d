package io.alerthistory.erasure;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A label of an alert: a string member of the object {@code labels} in its data. */
public record EraseLabel(@NotBlank @Size(max = EraseLabel.MAX_LENGTH) String name,
        @NotNull @Size(max = EraseLabel.MAX_LENGTH) String value) {

    static final int MAX_LENGTH = 10_000;
}

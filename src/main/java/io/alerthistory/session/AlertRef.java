package io.alerthistory.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

import io.alerthistory.json.InstantDeserializer;

/**
 * The alert that a session investigates, as a client names it. It need not be known: a session is tied to its alert when the
 * alert is reported.
 *
 * @param fingerprint as Alertmanager makes it, or what the sender uses instead
 * @param startsAt when the alert started to fire, as it was reported: microseconds since the epoch
 * @param source of the alert; null for the empty one
 */
public record AlertRef(
        @NotBlank @Size(max = Bounds.NAME) String fingerprint,
        @Schema(anyOf = {
                String.class,
                Long.class }, description = InstantDeserializer.DESCRIPTION) @NotNull @JsonAlias("starts_at_us") @JsonDeserialize(using = InstantDeserializer.class) Long startsAt,
        @Nullable @Size(max = Bounds.NAME) String source){
}

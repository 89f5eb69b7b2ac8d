package io.alerthistory.chat;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import io.alerthistory.error.ProblemException;

/**
 * The body of a POST of a chat message. Tarsy's dashboard sends an {@code author}, too, which anybody could claim to be: it is
 * let pass and not looked at.
 *
 * @param content trimmed here
 */
@JsonIgnoreProperties("author")
public record CreateChatMessage(
        @Schema(required = true, minLength = 1, maxLength = CreateChatMessage.LONGEST, description = "Trimmed before it is counted") String content) {

    static final int LONGEST = 100_000;

    /**
     * Trims the content.
     *
     * @throws ProblemException 422 when nothing is left of the content, or too much
     */
    public CreateChatMessage(@Nullable String content) {
        this.content = content == null ? "" : content.strip();
        int length = this.content.codePointCount(0, this.content.length());
        if (length < 1 || length > LONGEST) {
            throw ProblemException.invalidField("/content", "must have 1 to " + LONGEST + " characters, spaces around them"
                    + " not counted");
        }
    }
}

package io.alerthistory.chat;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import io.alerthistory.error.ProblemException;

/**
 * The body of a POST of a chat message. Tarsy's dashboard also sends an {@code author}. It is accepted and ignored,
 * because any client could claim to be any author.
 *
 * @param content trimmed here
 */
@JsonIgnoreProperties("author")
public record CreateChatMessage(
        @Schema(required = true, minLength = 1, maxLength = CreateChatMessage.MAX_LENGTH, description = "Trimmed before its characters are counted") String content) {

    static final int MAX_LENGTH = 100_000;

    /**
     * Trims the content.
     *
     * @throws ProblemException 422 when the trimmed content is empty or too long
     */
    public CreateChatMessage(@Nullable String content) {
        this.content = content == null ? "" : content.strip();
        int length = this.content.codePointCount(0, this.content.length());
        if (length < 1 || length > MAX_LENGTH) {
            throw ProblemException.invalidField("/content", "must have 1 to " + MAX_LENGTH + " characters, not counting"
                    + " white space around them");
        }
    }
}

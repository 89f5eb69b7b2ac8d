package io.alerthistory.http.page.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.http.page.session.RecordedConversation.Message;

class RecordedConversationTest {

    private static final String WHOLE = "{\"model\":[1],\"messages\":[{\"role\":\"user\",\"content\":\"a\\nb\"},{\"role\":\"assistant\",\"content\":[1]}]}";

    @Test
    void messagesAreReadInOrder() {
        RecordedConversation said = RecordedConversation.of(WHOLE);

        assertThat(said.known()).isTrue();
        assertThat(said.rest()).isEmpty();
        assertThat(said.messages()).containsExactly(new Message("user", "a\nb"), new Message("assistant", "[\n  1\n]"));
    }

    @Test
    void anyBeginningIsReadAsFarAsItGoes() {
        for (int length = 0; length < WHOLE.length(); length++) {
            RecordedConversation said = RecordedConversation.of(WHOLE.substring(0, length));

            assertThat(said.messages()).hasSizeLessThanOrEqualTo(2);
            assertThat(WHOLE.substring(0, length)).endsWith(said.rest());
        }
    }

    @ParameterizedTest
    @CsvSource({ "499, 499, false", "500, 500, false", "501, 500, true", "2000, 500, true" })
    void moreMessagesThanAreShownAreNoUnknownConversation(int recorded, int shown, boolean hasMore) {
        String json = "{\"messages\":[" + "{\"role\":\"assistant\",\"content\":\"a\"},".repeat(recorded - 1)
                + "{\"role\":\"assistant\",\"content\":\"a\"}]}";

        RecordedConversation said = RecordedConversation.of(json);

        assertThat(said.messages()).hasSize(shown);
        assertThat(said.hasMore()).isEqualTo(hasMore);
        assertThat(said.known()).isTrue();
        assertThat(said.rest()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "null", "[]", "{}", "{\"messages\":1}", "{\"messages\":[1]}" })
    void anythingElseIsNoConversation(String json) {
        assertThat(RecordedConversation.of(json).known()).isFalse();
    }
}

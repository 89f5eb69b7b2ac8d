package io.alerthistory.http.page.session;

import java.util.List;

import io.alerthistory.http.page.Moment;

/**
 * What was said in one call.
 *
 * @param back the address of the step in its session
 * @param api the address of the whole step in the API
 * @param truncated whether its client had it truncated
 */
public record StepView(String title, String kind, boolean failed, Moment at, String duration, String facts, String back,
        String api, boolean truncated, List<Text> texts, List<Message> messages, String messagesNote) {

    public StepView {
        texts = List.copyOf(texts);
        messages = List.copyOf(messages);
    }

    /**
     * A text of the call.
     *
     * @param style what kind of text it is: error, thought, response, or data
     * @param note what is left out; empty when nothing is
     */
    public record Text(String title, String style, String text, String note) {
    }

    /** A message of the conversation before the response. */
    public record Message(String role, String text, String note) {
    }
}

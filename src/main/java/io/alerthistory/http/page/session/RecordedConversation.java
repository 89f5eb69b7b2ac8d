package io.alerthistory.http.page.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The messages of a recorded conversation, of which perhaps only the beginning was read.
 *
 * @param messages those that are complete, in order
 * @param rest the text behind them as it was recorded, when the conversation ends within a message; else empty
 * @param hasMore whether messages follow that were not made of the text
 * @param known whether it is an object with messages; else it is shown as the JSON that it is
 */
record RecordedConversation(List<Message> messages, String rest, boolean hasMore, boolean known) {

    private static final JsonMapper TREES = JsonMapper.builder(JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build()).build();

    private static final String MESSAGES = "messages";

    /** Messages of a conversation at most. */
    static final int MAX_MESSAGES = 500;

    /** What somebody said. */
    record Message(String role, String content) {
    }

    RecordedConversation {
        messages = List.copyOf(messages);
    }

    /** Reads a conversation. The text may end anywhere. */
    static RecordedConversation of(String json) {
        List<Message> messages = new ArrayList<>();
        long end = 0;
        boolean known = false;
        try (JsonParser in = TREES.createParser(json)) {
            known = begin(in);
            while (known && in.nextToken() == JsonToken.START_OBJECT) {
                if (messages.size() == MAX_MESSAGES) {
                    return new RecordedConversation(messages, "", true, true);
                }
                messages.add(message(TREES.readTree(in)));
                end = in.currentLocation().getCharOffset();
            }
            return new RecordedConversation(messages, "", false, known && in.currentToken() == JsonToken.END_ARRAY);
        } catch (IOException e) { // it was not read to its end
            return new RecordedConversation(messages, json.substring((int) Math.min(end, json.length())), false, known);
        }
    }

    /** Goes to the first message, and says whether there is an array of them. */
    private static boolean begin(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = in.currentName().equals(MESSAGES);
            JsonToken value = in.nextToken();
            if (found) {
                return value == JsonToken.START_ARRAY;
            }
            in.skipChildren();
        }
        return false;
    }

    private static Message message(JsonNode message) {
        JsonNode content = message.path("content");
        return new Message(message.path("role").asText(""), content.isTextual() ? content.textValue()
                : JsonLayout.of(content.isMissingNode() ? message.toString() : content.toString()));
    }
}

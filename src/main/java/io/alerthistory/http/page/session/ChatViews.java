package io.alerthistory.http.page.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.chat.Chat;
import io.alerthistory.chat.ChatMessages;
import io.alerthistory.chat.ListedMessage;
import io.alerthistory.history.OutlinedStage;
import io.alerthistory.history.SessionOutline;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.session.SessionReads.Content;
import io.alerthistory.json.JsonText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.StageExecution;

/** Makes the view of the chat about a session. */
final class ChatViews {

    private static final int MAX_CHAT_TEXT = 4_000;

    private final Content content;
    private final SessionOutline outline;
    private final AlertSession session;
    private final StepAddresses places;
    private final boolean isOperator;

    private ChatViews(Content content, StepAddresses places, boolean isOperator) {
        this.content = content;
        this.places = places;
        this.isOperator = isOperator;
        outline = content.outline();
        session = outline.session().session();
    }

    /**
     * Makes the view.
     *
     * @param places of the responses' steps
     * @param isOperator whether the caller may send messages
     */
    static ChatView of(Content content, StepAddresses places, boolean isOperator) {
        return new ChatViews(content, places, isOperator).view();
    }

    private ChatView view() {
        ChatMessages messages = content.messages();
        String refusal = content.chat().available() ? isOperator ? "" : "Only operators can send messages."
                : session.isTerminal() ? "There is nothing to talk about: the session has no model call."
                        : "A chat is possible when the session has ended.";
        if (messages == null) {
            return new ChatView(session.isTerminal() && content.chat().available(), refusal, true, null, List.of(), "");
        }
        Map<String, OutlinedStage> stages = new LinkedHashMap<>();
        outline.stages().forEach(stage -> stages.put(stage.execution().executionId, stage.outlined()));
        long left = messages.totalCount() - messages.messages().size();
        return new ChatView(true, refusal, false, messages.chatId(), messages.messages().stream()
                .map(message -> message(message, message.stageExecutionId() == null ? null
                        : stages.get(message.stageExecutionId())))
                .toList(),
                left <= 0 ? "" : "The latest " + messages.messages().size() + " of " + messages.totalCount() + " messages.");
    }

    private ChatView.Message message(ListedMessage message, @Nullable OutlinedStage response) {
        String author = message.author().equals(Chat.NOBODY) ? "Somebody" : message.author();
        String text = SessionViews.cut(message.content().inMemory().orElse("A long message: it is in the JSON of the chat"),
                MAX_CHAT_TEXT);
        Moment at = Moment.of(message.createdAtUs());
        if (response == null) {
            return new ChatView.Message(author, at, text, null, "", "", "", "");
        }
        StageExecution stage = response.stage().stage();
        return new ChatView.Message(author, at, text, places.stage(stage.executionId), stage.executionId,
                stage.status.jsonName(),
                Steps.word(stage.status), answer(stage));
    }

    /** What the response's stage came to, when its agent says it. */
    private static String answer(StageExecution stage) {
        JsonText output = stage.stageOutput;
        if (output == null || output.stored() != null || !output.isObject()) {
            return "";
        }
        JsonNode tree = output.tree();
        for (String member : List.of("final_analysis", "response", "answer", "result")) {
            if (tree.path(member).isTextual()) {
                return SessionViews.cut(tree.path(member).textValue(), MAX_CHAT_TEXT);
            }
        }
        return "";
    }
}

package io.alerthistory.http.page.session;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.history.StoredInteraction;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.SessionAddress;
import io.alerthistory.http.page.Words;
import io.alerthistory.http.page.session.SessionReads.Shown;
import io.alerthistory.interaction.Call;
import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.StoredText;
import io.smallrye.mutiny.Uni;

/** Makes the view of one call: what was sent and what came back. */
final class StepViews {

    private static final String ASSISTANT = "assistant";
    private static final String DATA = "data";

    private final SessionReads reads;
    private final Call call;
    private final StoredInteraction stored;
    private final SessionAddress address;

    private StepViews(SessionReads reads, StoredInteraction stored) {
        this.reads = reads;
        this.stored = stored;
        call = stored.interaction().call();
        address = new SessionAddress(call.sessionId());
    }

    /** Reads the texts of a call, as far as they are shown. */
    static Uni<StepView> of(SessionReads reads, StoredInteraction stored) {
        StepViews views = new StepViews(reads, stored);
        return stored.interaction() instanceof LlmInteraction llm ? views.model(llm)
                : views.tool((McpInteraction) stored.interaction());
    }

    private Uni<StepView> model(LlmInteraction llm) {
        Map<String, Uni<Shown>> texts = new LinkedHashMap<>();
        texts.put("error", text(call.errorMessage(), "error_message"));
        texts.put("thinking", text(llm.thinkingContent(), "thinking_content"));
        texts.put("conversation", reads.jsonWithEnd(llm.conversation()));
        texts.put("metadata", reads.json(llm.responseMetadata()));
        texts.put("tools", reads.json(llm.nativeToolsConfig()));
        return SessionReads.inOrder(texts).map(read -> {
            Shown conversation = shown(read, "conversation");
            RecordedConversation said = RecordedConversation.of(conversation.text());
            List<StepView.Text> shown = new ArrayList<>();
            add("Error", "error", shown(read, "error"), shown);
            add("Thought", "thought", shown(read, "thinking"), shown);
            List<StepView.Message> messages = new ArrayList<>();
            said.messages().forEach(each -> messages.add(new StepView.Message(role(each.role()), each.content(), "")));
            boolean isWhole = said.rest().isEmpty();
            if (isWhole && !said.hasMore() && !said.messages().isEmpty()
                    && said.messages().get(said.messages().size() - 1).role().equals(ASSISTANT)) {
                StepView.Message response = messages.remove(messages.size() - 1);
                shown.add(new StepView.Text("Response", "response", response.text(), ""));
            }
            if (!isWhole) {
                addRest(conversation, said, messages, shown);
            }
            if (said.hasMore()) {
                addEnd(conversation, shown);
            }
            if (!said.known()) {
                add("Conversation", DATA, conversation, JsonLayout.of(conversation.text()), shown);
            }
            add("Response metadata", DATA, shown(read, "metadata"), JsonLayout.of(shown(read, "metadata").text()), shown);
            add("Native tools", DATA, shown(read, "tools"), JsonLayout.of(shown(read, "tools").text()), shown);
            return view(Steps.word(llm.interactionType()) + " by " + llm.modelName(), "Model call", facts(llm), shown, messages,
                    (said.hasMore() ? "The first " + RecordedConversation.MAX_MESSAGES + " messages. " : "")
                            + conversation.note());
        });
    }

    /** The message in which the text that was read ends, and the end of the conversation. */
    private static void addRest(Shown conversation, RecordedConversation said, List<StepView.Message> messages,
            List<StepView.Text> shown) {
        messages.add(new StepView.Message("Continued", JsonLayout.unescaped(said.rest()), "This message is cut."));
        addEnd(conversation, shown);
    }

    private static void addEnd(Shown conversation, List<StepView.Text> shown) {
        if (!conversation.end().isEmpty()) {
            shown.add(new StepView.Text("End of the conversation", "response", JsonLayout.unescaped(conversation.end()),
                    "The last " + Sizes.of(conversation.end().length()) + " of " + Sizes.of(conversation.bytes()) + "."));
        }
    }

    private Uni<StepView> tool(McpInteraction mcp) {
        Map<String, Uni<Shown>> texts = new LinkedHashMap<>();
        texts.put("error", text(call.errorMessage(), "error_message"));
        texts.put("description", text(mcp.stepDescription(), "step_description"));
        texts.put("arguments", reads.json(mcp.toolArguments()));
        texts.put("result", reads.json(mcp.toolResult()));
        texts.put("tools", reads.json(mcp.availableTools()));
        return SessionReads.inOrder(texts).map(read -> {
            List<StepView.Text> shown = new ArrayList<>();
            add("Error", "error", shown(read, "error"), shown);
            add("Description", "thought", shown(read, "description"), shown);
            add("Arguments", DATA, shown(read, "arguments"), JsonLayout.of(shown(read, "arguments").text()), shown);
            add("Result", DATA, shown(read, "result"), readable(shown(read, "result")), shown);
            add("Available tools", DATA, shown(read, "tools"), JsonLayout.of(shown(read, "tools").text()), shown);
            String name = mcp.toolName() == null ? "Tools of " + mcp.serverName() : mcp.toolName() + " of " + mcp.serverName();
            return view(name, Steps.word(mcp.communicationType()), "", shown, List.of(), "");
        });
    }

    private StepView view(String title, String kind, String facts, List<StepView.Text> texts, List<StepView.Message> messages,
            String note) {
        return new StepView(title, kind, !call.success(), Moment.of(call.timestampUs() - call.durationMs() * 1_000),
                Durations.of(call.durationMs()), facts,
                StepFilter.showing(call.seq()).at(address.page()) + "#" + Steps.anchor(call.seq()),
                address.apiStep(call.id()), call.truncated(), texts, messages, note);
    }

    private static String facts(LlmInteraction llm) {
        List<String> facts = new ArrayList<>();
        if (llm.provider() != null) {
            facts.add(llm.provider());
        }
        if (llm.temperature() != null) {
            facts.add("temperature " + llm.temperature());
        }
        if (llm.tokens().input() != null) {
            facts.add(Words.number(llm.tokens().input()) + " tokens in");
        }
        if (llm.tokens().output() != null) {
            facts.add(Words.number(llm.tokens().output()) + " tokens out");
        }
        return String.join(" · ", facts);
    }

    private Uni<Shown> text(@Nullable String inline, String column) {
        StoredText large = stored.large().get(column);
        return reads.text(inline, large);
    }

    private static Shown shown(Map<String, Shown> read, String name) {
        return Objects.requireNonNull(read.get(name), name);
    }

    private static void add(String title, String style, Shown shown, List<StepView.Text> texts) {
        add(title, style, shown, shown.text(), texts);
    }

    private static void add(String title, String style, Shown shown, String text, List<StepView.Text> texts) {
        if (!shown.text().isBlank() && !shown.text().equals("{}") && !shown.text().equals("null")) {
            texts.add(new StepView.Text(title, style, text, shown.note()));
        }
    }

    /** A result that is one string, alone or as the only member, is a text; any other is JSON. */
    static String readable(Shown result) {
        if (result.cut()) {
            String text = result.text();
            return text.startsWith("\"") || text.matches("(?s)\\{\\s*\"[a-z_]{1,20}\"\\s*:\\s*\".*")
                    ? JsonLayout.unescaped(text)
                    : JsonLayout.of(text);
        }
        if (result.text().isBlank()) {
            return "";
        }
        JsonNode tree = new JsonText(result.text()).tree();
        if (tree.isTextual()) {
            return tree.textValue();
        }
        Iterator<JsonNode> members = tree.elements();
        if (tree.isObject() && tree.size() == 1) {
            JsonNode only = members.next();
            if (only.isTextual() && only.textValue().contains("\n")) {
                return only.textValue();
            }
        }
        return JsonLayout.of(result.text());
    }

    private static String role(String role) {
        return role.isBlank() ? "Message" : role.substring(0, 1).toUpperCase(Locale.ROOT) + role.substring(1);
    }
}

package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.alerthistory.bulk.BulkBatch;
import io.alerthistory.bulk.BulkRecord;
import io.alerthistory.bulk.BulkStore;
import io.alerthistory.chat.Chat;
import io.alerthistory.chat.ChatMessage;
import io.alerthistory.chat.ChatStore;
import io.alerthistory.interaction.Batch;
import io.alerthistory.interaction.Call;
import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.InteractionStore;
import io.alerthistory.interaction.McpCommunicationType;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.json.JsonText;
import io.alerthistory.live.Channel;
import io.alerthistory.live.EventFilter;
import io.alerthistory.live.EventRange;
import io.alerthistory.live.EventStore;
import io.alerthistory.live.StoredEvent;
import io.alerthistory.queue.ClaimRequest;
import io.alerthistory.queue.QueueStore;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.ParallelType;
import io.alerthistory.session.SentPayloads;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;
import io.alerthistory.session.StageStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** What every {@link EventStore} does, and which events each write leaves. */
interface EventStoreContract {

    Duration LIMIT = Duration.ofSeconds(20);

    Duration PAUSE = Duration.ofMillis(20);

    SessionStore sessions();

    StageStore stages();

    InteractionStore interactions();

    ChatStore chats();

    BulkStore bulk();

    QueueStore queue();

    EventStore events();

    private List<StoredEvent> read(EventFilter filter) {
        return Await.on(() -> events().after(0, filter, 1000));
    }

    private static EventFilter of(String sessionId) {
        return new EventFilter(List.of(), sessionId, null, null, null);
    }

    /** Waits until a session has so many events. */
    private List<StoredEvent> events(String sessionId, int count) {
        return Awaitility.await().atMost(LIMIT).pollInterval(PAUSE).until(() -> read(of(sessionId)),
                found -> found.size() >= count);
    }

    /** Their types and members, without spaces, in which the databases differ. */
    private static List<String> told(List<StoredEvent> events) {
        return events.stream().map(event -> event.type() + " " + JsonText.of(json(event.fields())).text()).toList();
    }

    private static JsonNode json(String text) {
        try {
            return sorted(new ObjectMapper().readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode sorted(JsonNode node) {
        ObjectNode sorted = JsonNodeFactory.instance
                .objectNode();
        node.properties().stream().sorted(Comparator.comparing(Map.Entry::getKey))
                .forEach(member -> sorted.set(member.getKey(), member.getValue()));
        return sorted;
    }

    private AlertSession create(SessionStatus status) {
        AlertSession session = Samples.session();
        session.status = status;
        if (status.isTerminal()) {
            session.completedAtUs = session.startedAtUs + 1;
        }
        Await.on(() -> sessions().create(session));
        return session;
    }

    private void become(String sessionId, SessionStatus status) {
        Await.on(() -> sessions().update(sessionId, session -> {
            session.status = status;
            if (status.isTerminal()) {
                session.completedAtUs = session.startedAtUs + 1;
            }
            if (status == SessionStatus.FAILED) {
                session.errorMessage = "no model";
            }
            session.pauseMetadata = status == SessionStatus.PAUSED ? new JsonText("{\"reason\":\"max\"}") : null;
        }));
    }

    @Test
    default void aNewSessionTellsItsBeginningAndItsEnd() {
        String alertType = "{\"alert_type\":\"PodCrashLooping\"}";

        assertThat(told(events(create(SessionStatus.PENDING).sessionId, 1))).containsExactly("session.created " + alertType);
        assertThat(told(events(create(SessionStatus.IN_PROGRESS).sessionId, 2)))
                .containsExactly("session.created " + alertType, "session.started " + alertType);
        assertThat(told(events(create(SessionStatus.TIMED_OUT).sessionId, 2))).containsExactly("session.created " + alertType,
                "session.timed_out {\"status\":\"timed_out\"}");
    }

    @Test
    default void anEventHasTheSessionItsAlertTypeAndTheTime() {
        String id = create(SessionStatus.PENDING).sessionId;

        StoredEvent event = events(id, 1).get(0);

        assertThat(event.sessionId()).isEqualTo(id);
        assertThat(event.alertType()).isEqualTo("PodCrashLooping");
        assertThat(event.fingerprint()).isNull();
        assertThat(event.timestampUs()).isGreaterThan(1_700_000_000_000_000L);
    }

    @Test
    default void aSecondCreateOfASessionTellsNothing() {
        AlertSession session = create(SessionStatus.PENDING);
        Await.on(() -> sessions().create(session));
        become(session.sessionId, SessionStatus.CANCELLED);

        assertThat(told(events(session.sessionId, 2))).containsExactly("session.created {\"alert_type\":\"PodCrashLooping\"}",
                "session.cancelled {\"status\":\"cancelled\"}");
    }

    @Test
    default void changesOfTheStatusAreTold() {
        String id = create(SessionStatus.IN_PROGRESS).sessionId;
        events(id, 2);
        become(id, SessionStatus.PAUSED);
        events(id, 5);
        become(id, SessionStatus.IN_PROGRESS);
        events(id, 8);
        become(id, SessionStatus.CANCELING);
        events(id, 10);
        become(id, SessionStatus.FAILED);

        List<String> told = told(events(id, 12));

        assertThat(told).containsSubsequence(
                "session.paused {\"pause_metadata\":{\"reason\":\"max\"},\"status\":\"paused\"}",
                "history.changed {\"data\":{\"status\":\"paused\"}}",
                "session.resumed {\"status\":\"in_progress\"}",
                "history.changed {\"data\":{\"status\":\"in_progress\"}}",
                "session.cancel_requested {}",
                "history.changed {\"data\":{\"status\":\"canceling\"}}")
                .contains("session.failed {\"status\":\"failed\"}");
    }

    @Test
    default void aChangeOfWhatASessionShowsIsTold() {
        String id = create(SessionStatus.IN_PROGRESS).sessionId;
        events(id, 2);
        Await.on(() -> sessions().update(id, session -> session.finalAnalysis = "the disk is full"));
        Await.on(() -> sessions().update(id, session -> session.finalAnalysis = "the disk is full"));
        become(id, SessionStatus.COMPLETED);

        assertThat(told(events(id, 4))).endsWith("history.changed {\"data\":{\"status\":\"in_progress\"}}",
                "session.completed {\"status\":\"completed\"}").hasSize(4);
    }

    @Test
    default void aClaimIsTold() {
        String claimed = null;
        String created = create(SessionStatus.PENDING).sessionId;
        while (!created.equals(claimed)) { // others may wait
            claimed = Await.on(() -> queue().claim(new ClaimRequest("pod", null), 1_700_000_000_000_009L));
            assertThat(claimed).isNotNull();
        }

        assertThat(told(events(created, 3))).endsWith("session.started {\"alert_type\":\"PodCrashLooping\"}",
                "history.changed {\"data\":{\"status\":\"in_progress\"}}");
    }

    private StageExecution stage(String sessionId, StageStatus status) {
        StageExecution stage = Samples.stage(sessionId);
        stage.status = status;
        return stage;
    }

    private void become(StageExecution stage, StageStatus status) {
        Await.on(() -> stages().update(stage.sessionId, stage.executionId, SentPayloads.NONE,
                (session, changed) -> {
                    changed.status = status;
                    if (status == StageStatus.FAILED) {
                        changed.errorMessage = "refused: 429";
                        changed.completedAtUs = 1_700_000_000_000_005L;
                    }
                }));
    }

    @Test
    default void stagesTellTheirBeginningAndTheirEnd() {
        String id = create(SessionStatus.IN_PROGRESS).sessionId;
        events(id, 2);
        StageExecution stage = stage(id, StageStatus.PENDING);
        Await.on(() -> stages().create(stage, (session, parent) -> {
        }));
        become(stage, StageStatus.ACTIVE);
        become(stage, StageStatus.FAILED);

        List<StoredEvent> told = events(id, 5);

        assertThat(told(told)).contains("stage.started {\"chat_id\":null,\"chat_user_message_author\":null,"
                + "\"chat_user_message_content\":null,\"chat_user_message_id\":null,\"expected_parallel_count\":null,"
                + "\"parallel_index\":0,\"parallel_type\":\"single\",\"parent_stage_execution_id\":null,\"stage_id\":\""
                + stage.executionId + "\",\"stage_name\":\"Investigate\"}",
                "stage.completed {\"chat_id\":null,\"completed_at_us\":1700000000000005,\"error_message\":\"refused: 429\","
                        + "\"parallel_index\":0,\"parent_stage_execution_id\":null,\"stage_id\":\"" + stage.executionId
                        + "\",\"stage_name\":\"Investigate\",\"status\":\"failed\"}");
        assertThat(told).extracting(StoredEvent::type).containsSubsequence("stage.started", "stage.completed");
    }

    @Test
    default void aParallelStageTellsItsCountWhenItStartsAndNotWhenItIsResumed() {
        String id = create(SessionStatus.IN_PROGRESS).sessionId;
        StageExecution parent = stage(id, StageStatus.ACTIVE);
        parent.parallelType = ParallelType.MULTI_AGENT;
        parent.expectedParallelCount = 3;
        Await.on(() -> stages().create(parent, (session, none) -> {
        }));
        events(id, 3);
        become(parent, StageStatus.PAUSED);
        events(id, 4);
        become(parent, StageStatus.ACTIVE);

        assertThat(events(id, 5).stream().filter(event -> event.type().equals("stage.started"))
                .map(event -> json(event.fields()).get("expected_parallel_count").asText()).toList())
                .containsExactly("3", "null");
    }

    @Test
    default void anAgentThatIsCancelledAloneIsTold() {
        String id = create(SessionStatus.IN_PROGRESS).sessionId;
        StageExecution parent = stage(id, StageStatus.ACTIVE);
        parent.parallelType = ParallelType.MULTI_AGENT;
        Await.on(() -> stages().create(parent, (session, none) -> {
        }));
        StageExecution child = stage(id, StageStatus.PAUSED);
        child.parallelType = ParallelType.MULTI_AGENT;
        child.parentStageExecutionId = parent.executionId;
        child.parallelIndex = 1;
        Await.on(() -> stages().create(child, (session, none) -> {
        }));
        become(child, StageStatus.CANCELLED);

        assertThat(told(events(id, 6))).contains("agent.cancelled {\"agent_name\":\"KubernetesAgent\",\"execution_id\":\""
                + child.executionId + "\",\"parent_stage_execution_id\":\"" + parent.executionId + "\"}");
    }

    private static <T extends Interaction> Batch<T> batch(String sessionId, InteractionKind kind, List<T> interactions) {
        return new Batch<>(sessionId, kind, interactions, Set.of(), 42);
    }

    private static McpInteraction toolList(String sessionId, String id) {
        return new McpInteraction(new Call(id, sessionId, null, 5, 30, true, null, false, 0), "req-1", null,
                "kubernetes-server", McpCommunicationType.TOOL_LIST, null, null, null, new JsonText("[]"));
    }

    @Test
    default void anAppendIsOneEventForEachStageAndKind() {
        String id = create(SessionStatus.IN_PROGRESS).sessionId;
        String last = Samples.id();
        Await.on(() -> interactions().append(batch(id, InteractionKind.LLM,
                List.of(Samples.llm(id, Samples.id(), 1), Samples.llm(id, Samples.id(), 2), Samples.llm(id, last, 3)))));
        String call = Samples.id();
        Await.on(() -> interactions().append(batch(id, InteractionKind.MCP,
                List.of(toolList(id, Samples.id()), Samples.mcp(id, Samples.id(), 4), Samples.mcp(id, call, 5)))));

        assertThat(told(events(id, 5))).hasSize(5).contains(
                "llm.interaction {\"interaction_id\":\"" + last + "\",\"stage_id\":null}",
                "mcp.tool_call {\"interaction_id\":\"" + call + "\",\"stage_id\":null,\"tool_name\":\"get_pods\"}",
                "mcp.tool_list {\"request_id\":\"req-1\",\"server_name\":\"kubernetes-server\",\"stage_id\":null}");
    }

    @Test
    default void anUploadTellsWhatItBrings() {
        AlertSession session = Samples.session();
        StageExecution stage = stage(session.sessionId, StageStatus.ACTIVE);
        List<BulkRecord> records = new ArrayList<>(List.of(new BulkRecord.OfSession(1, session),
                new BulkRecord.OfStage(2, stage)));
        for (int i = 0; i < 5; i++) {
            records.add(new BulkRecord.OfInteraction(3 + i, Samples.llm(session.sessionId, Samples.id(), i), true));
        }
        Await.on(() -> bulk().store(new BulkBatch(records, List.of(), 42)));

        assertThat(events(session.sessionId, 4)).extracting(StoredEvent::type).containsExactlyInAnyOrder("session.created",
                "session.started", "stage.started", "llm.interaction");
    }

    @Test
    default void aChatAndItsMessagesAreTold() {
        String id = create(SessionStatus.COMPLETED).sessionId;
        Chat chat = new Chat(Samples.id(), id, 7, "bob", 0);
        Await.on(() -> chats().open(chat, Samples.entry()));
        StageExecution response = stage(id, StageStatus.PENDING);
        response.chatId = chat.chatId();
        ChatMessage message = new ChatMessage(Samples.id(), chat.chatId(), "Which limit?", "bob", 8, response.executionId);
        response.chatUserMessageId = message.messageId();
        Await.on(() -> chats().append(message, response, Samples.entry()));
        become(response, StageStatus.ACTIVE);

        assertThat(told(events(id, 6))).contains(
                "chat.created {\"chat_id\":\"" + chat.chatId() + "\",\"created_by\":\"bob\"}",
                "chat.user_message {\"author\":\"bob\",\"chat_id\":\"" + chat.chatId()
                        + "\",\"content\":\"Which limit?\",\"message_id\":\"" + message.messageId() + "\"}")
                .anySatisfy(event -> assertThat(event).startsWith("stage.started")
                        .contains("\"chat_user_message_content\":\"Which limit?\"", "\"chat_id\":\"" + chat.chatId()));
    }

    @Test
    default void whatIsPublishedIsReadOnItsChannel() {
        String id = create(SessionStatus.IN_PROGRESS).sessionId;
        Await.on(() -> events().publish(id, "chat.cancel_requested", "{\"stage_execution_id\":\"x-9\"}"));
        List<StoredEvent> all = events(id, 3);

        assertThat(told(all)).contains("chat.cancel_requested {\"stage_execution_id\":\"x-9\"}");
        assertThat(read(EventFilter.of(Channel.ofSession(id)))).extracting(StoredEvent::type)
                .containsExactly("session.created", "session.started");
        long before = all.get(0).id() - 1;
        assertThat(Await.on(() -> events().after(before, EventFilter.of(Channel.CANCELLATIONS), 1000)))
                .extracting(StoredEvent::sessionId).contains(id);
        assertThat(Await.on(() -> events().newest(Channel.CANCELLATIONS))).isGreaterThan(before);
        assertThat(Await.on(() -> events().after(before, EventFilter.of(Channel.SESSIONS), 1000)))
                .extracting(StoredEvent::type).doesNotContain("chat.cancel_requested").contains("session.started");
    }

    @Test
    default void pagesAreWholeAndOfTheSession() {
        String first = create(SessionStatus.PENDING).sessionId;
        String second = create(SessionStatus.IN_PROGRESS).sessionId;
        create(SessionStatus.PENDING);
        long begin = events(first, 1).get(0).id();
        events(second, 2);

        assertThat(Await.on(() -> events().after(begin - 1, of(second), 1))).extracting(StoredEvent::type)
                .containsExactly("session.created");
        List<StoredEvent> page = Await.on(() -> events().after(begin - 1, EventFilter.ALL, 3));
        assertThat(page).hasSize(3).extracting(StoredEvent::id).isSorted();
        assertThat(page.get(0).id()).isEqualTo(begin);
    }

    @Test
    default void aFilterSortsOutWhatNoIndexFinds() {
        AlertSession special = Samples.session();
        special.alertType = "Rare" + Samples.id();
        Await.on(() -> sessions().create(special));

        EventFilter filter = new EventFilter(List.of("session.st"), null, special.alertType, null, null);

        assertThat(events(special.sessionId, 2)).filteredOn(filter::matches).extracting(StoredEvent::type)
                .containsExactly("session.started");
        assertThat(filter.indexed()).isEqualTo(EventFilter.ALL);
    }

    @Test
    default void theNewestAndTheRangeAreKnown() {
        String id = create(SessionStatus.IN_PROGRESS).sessionId;
        List<StoredEvent> own = events(id, 2);
        long last = own.get(1).id();

        EventRange range = Await.on(() -> events().range());

        assertThat(Await.on(() -> events().newest(Channel.ofSession(id)))).isEqualTo(last);
        assertThat(Await.on(() -> events().newest(Channel.ofSession(Samples.id())))).isZero();
        assertThat(Await.on(() -> events().newest(Channel.SESSIONS))).isGreaterThanOrEqualTo(last);
        assertThat(range.newest()).isGreaterThanOrEqualTo(last);
        assertThat(range.oldest()).isLessThanOrEqualTo(own.get(0).id());
        assertThat(range.misses(range.oldest() - 1)).isFalse();
        assertThat(range.misses(range.oldest() - 2)).isTrue();
    }

    /** Null when nothing was given yet. */
    private static @Nullable Long none() {
        return null;
    }

    @Test
    default void anEmptyStoreMissesNothingFromItsNextIdOn() {
        assertThat(EventRange.of(none(), none(), none()).misses(0)).isFalse();
        assertThat(EventRange.of(none(), none(), 7L).misses(7)).isFalse();
        assertThat(EventRange.of(none(), none(), 7L).misses(6)).isTrue();
    }
}

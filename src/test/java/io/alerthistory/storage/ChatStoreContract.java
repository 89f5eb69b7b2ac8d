package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.chat.Chat;
import io.alerthistory.chat.ChatMessage;
import io.alerthistory.chat.ChatMessages;
import io.alerthistory.chat.ChatStore;
import io.alerthistory.chat.ListedMessage;
import io.alerthistory.chat.ResponseStage;
import io.alerthistory.chat.ResponseState;
import io.alerthistory.chat.SessionChat;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.ChatUserMessage;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.SessionReading;
import io.alerthistory.history.StoredSession;
import io.alerthistory.history.StoredStage;
import io.alerthistory.json.LongText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;
import io.alerthistory.session.StageStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** What every {@link ChatStore} does. */
interface ChatStoreContract {

    long ASKED = 1_700_000_000_000_100L;

    SessionStore sessions();

    StageStore stages();

    HistoryStore history();

    ChatStore chats();

    private AlertSession ended() {
        AlertSession session = Samples.session();
        session.status = SessionStatus.COMPLETED;
        session.completedAtUs = session.startedAtUs + 7;
        Await.on(() -> sessions().create(session));
        return session;
    }

    private static ListedMessage listed(ChatMessage message) {
        return new ListedMessage(message.messageId(), message.chatId(), LongText.of(message.content()), message.author(),
                message.createdAtUs(), message.stageExecutionId());
    }

    private static Chat candidate(String sessionId) {
        return new Chat(Samples.id(), sessionId, ASKED, "alice", 0);
    }

    private Chat opened() {
        Chat candidate = candidate(ended().sessionId);
        return Await.on(() -> chats().open(candidate, Samples.entry())).chat();
    }

    private ChatMessage sent(Chat chat, String messageId, long createdAtUs) {
        ChatMessage message = new ChatMessage(messageId, chat.chatId(), "why? – " + messageId, "bob", createdAtUs,
                Samples.id());
        assertThat(Await.on(() -> chats().append(message, ResponseStage.to(message, chat.sessionId()), Samples.entry())))
                .isEqualTo(message);
        return message;
    }

    private StoredSession read(String sessionId) {
        return Await.on(() -> history().find(sessionId, SessionReading.WHOLE));
    }

    @Test
    default void opensTheChatOfAnEndedSession() {
        AlertSession session = ended();
        assertThat(Await.on(() -> chats().ofSession(session.sessionId)))
                .isEqualTo(new SessionChat(SessionStatus.COMPLETED, 0, null));
        Chat chat = candidate(session.sessionId);
        SessionChat expected = new SessionChat(SessionStatus.COMPLETED, 0, chat);
        assertThat(Await.on(() -> chats().open(chat, Samples.entry()))).isEqualTo(expected);
        assertThat(Await.on(() -> chats().open(candidate(session.sessionId), Samples.entry()))).isEqualTo(expected);
        assertThat(Await.on(() -> chats().ofSession(session.sessionId))).isEqualTo(expected);
        assertThat(Await.on(() -> chats().find(chat.chatId()))).isEqualTo(chat);
        assertThat(read(session.sessionId).session().version).isEqualTo(1); // nothing that the session shows has changed
    }

    /** An earlier attempt stored it, and its time stays. */
    @Test
    default void aMessageThatIsThereIsNotStoredAgain() {
        Chat chat = opened();
        ChatMessage first = sent(chat, Samples.id(), ASKED + 1);
        ChatMessage again = new ChatMessage(first.messageId(), chat.chatId(), first.content(), first.author(), ASKED + 9,
                first.stageExecutionId());
        assertThat(Await.on(() -> chats().append(again, ResponseStage.to(again, chat.sessionId()), Samples.entry())))
                .isEqualTo(first);
        assertThat(Await.on(() -> chats().find(chat.chatId())).messageCount()).isEqualTo(1);
        String id = Samples.id();
        ChatMessage many = new ChatMessage(id, chat.chatId(), "why?", "bob", ASKED + 2, Samples.id());
        assertThat(Await.together(20, i -> chats().append(many, ResponseStage.to(many, chat.sessionId()), Samples.entry())))
                .containsOnly(many);
        assertThat(Await.on(() -> chats().find(chat.chatId())).messageCount()).isEqualTo(2);
        assertThat(read(chat.sessionId()).stages()).hasSize(2);
    }

    @Test
    default void opensOneChatHoweverManyTry() {
        AlertSession session = ended();
        List<@Nullable SessionChat> found = Await.together(20,
                i -> chats().open(candidate(session.sessionId), Samples.entry()));
        assertThat(found).doesNotContainNull().allSatisfy(one -> assertThat(one.chat()).isNotNull());
        assertThat(found).containsOnly(found.get(0));
    }

    @Test
    default void opensNoChatWhileTheSessionRuns() {
        for (SessionStatus status : SessionStatus.values()) {
            AlertSession session = Samples.session();
            session.status = status;
            session.completedAtUs = status.isTerminal() ? Long.valueOf(session.startedAtUs) : null;
            Await.on(() -> sessions().create(session));
            SessionChat found = Await.on(() -> chats().open(candidate(session.sessionId), Samples.entry()));
            assertThat(found.status()).isEqualTo(status);
            assertThat(found.chat() != null).as(status.jsonName()).isEqualTo(status.isTerminal());
            assertThat(Await.on(() -> chats().ofSession(session.sessionId))).isEqualTo(found);
        }
    }

    @Test
    default void hasNothingOfWhatIsNotThere() {
        assertThat(Await.on(() -> chats().open(candidate(Samples.id()), Samples.entry()))).isNull();
        assertThat(Await.on(() -> chats().ofSession(Samples.id()))).isNull();
        assertThat(Await.on(() -> chats().find(Samples.id()))).isNull();
        assertThat(Await.on(() -> chats().messages(Samples.id(), 50, 0))).isNull();
        Chat chat = opened();
        ChatMessage message = new ChatMessage(Samples.id(), chat.chatId(), "why?", "bob", ASKED, Samples.id());
        assertThat(Await.on(() -> chats().append(message, ResponseStage.to(message, Samples.id()), Samples.entry()))).isNull();
        assertThat(Await.on(() -> chats().messages(chat.chatId(), 50, 0)))
                .isEqualTo(new ChatMessages(List.of(), 0, chat.chatId()));
    }

    @Test
    default void storesAMessageWithTheStageThatAnswersIt() {
        Chat chat = opened();
        ChatMessage message = sent(chat, Samples.id(), ASKED);
        StoredSession stored = read(chat.sessionId());
        assertThat(stored.session().chatMessageCount).isEqualTo(1);
        assertThat(stored.session().version).isEqualTo(2);
        assertThat(stored.session().counters.totalStages).isZero();
        assertThat(stored.stages()).hasSize(1);
        StoredStage answer = stored.stages().get(0);
        assertThat(answer.chatUserMessage())
                .isEqualTo(new ChatUserMessage(message.messageId(), LongText.of(message.content()), "bob", ASKED));
        assertThat(answer.stage().executionId).isEqualTo(message.stageExecutionId());
        assertThat(answer.stage().stageId).isEqualTo("chat-response-" + message.messageId());
        assertThat(answer.stage().status).isEqualTo(StageStatus.PENDING);
        assertThat(answer.stage().chatId).isEqualTo(chat.chatId());
        assertThat(answer.stage().startedAtUs).isNull();
        assertThat(Await.on(() -> chats().messages(chat.chatId(), 50, 0)))
                .isEqualTo(new ChatMessages(List.of(listed(message)), 1, chat.chatId()));
        assertThat(Await.on(() -> chats().find(chat.chatId())).messageCount()).isEqualTo(1);
    }

    @Test
    default void findsAResponseByItsStageAlone() {
        Chat chat = opened();
        String response = String.valueOf(sent(chat, Samples.id(), ASKED).stageExecutionId());
        StageExecution investigation = Samples.stage(chat.sessionId());
        Await.on(() -> stages().create(investigation, StageStoreContract.COUNTING));

        assertThat(Await.on(() -> chats().response(response)))
                .isEqualTo(new ResponseState(chat.sessionId(), StageStatus.PENDING));
        assertThat(Await.on(() -> chats().response(investigation.executionId))).isNull();
        assertThat(Await.on(() -> chats().response(Samples.id()))).isNull();
    }

    @Test
    default void changesTheAnswerLikeAnyStage() {
        Chat chat = opened();
        ChatMessage message = sent(chat, Samples.id(), ASKED);
        StageExecution changed = Await.on(() -> stages().update(chat.sessionId(), String.valueOf(message.stageExecutionId()),
                (session, stage) -> stage.status = StageStatus.ACTIVE));
        assertThat(changed.status).isEqualTo(StageStatus.ACTIVE);
        assertThat(read(chat.sessionId()).session().version).isEqualTo(3);
    }

    @Test
    default void losesNoMessageOfManyAtOnce() {
        Chat chat = opened();
        Await.together(20, i -> {
            ChatMessage message = new ChatMessage(Samples.id(), chat.chatId(), "no. " + i, "bob", ASKED + i, Samples.id());
            return chats().append(message, ResponseStage.to(message, chat.sessionId()), Samples.entry());
        });
        ChatMessages all = Await.on(() -> chats().messages(chat.chatId(), 100, 0));
        assertThat(all.totalCount()).isEqualTo(20);
        assertThat(all.messages()).extracting(message -> message.content().toString())
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "no. " + i).toList());
        StoredSession stored = read(chat.sessionId());
        assertThat(stored.session().chatMessageCount).isEqualTo(20);
        assertThat(stored.session().version).isEqualTo(21);
        assertThat(stored.stages()).hasSize(20);
    }

    @Test
    default void pagesByTimeAndId() {
        Chat chat = opened();
        String own = Samples.id();
        sent(chat, own + "-c", ASKED + 1);
        sent(chat, own + "-b", ASKED + 1);
        sent(chat, own + "-d", ASKED);
        sent(chat, own + "-a", ASKED + 2);
        sent(opened(), Samples.id(), ASKED);
        assertThat(ids(chat, own, 100, 0)).containsExactly("d", "b", "c", "a");
        assertThat(ids(chat, own, 2, 1)).containsExactly("b", "c");
        assertThat(ids(chat, own, 1, 3)).containsExactly("a");
        assertThat(ids(chat, own, 100, 4)).isEmpty();
    }

    private List<String> ids(Chat chat, String own, long limit, long offset) {
        ChatMessages page = Await.on(() -> chats().messages(chat.chatId(), limit, offset));
        assertThat(page.totalCount()).isEqualTo(4);
        return page.messages().stream().map(message -> message.messageId().substring(own.length() + 1)).toList();
    }

    @Test
    default void showsTheMessageOfEveryStageThatAnswersIt() {
        Chat chat = opened();
        ChatMessage message = sent(chat, Samples.id(), ASKED);
        StageExecution second = answering(chat.sessionId(), chat.chatId(), message.messageId());
        second.executionId = "0" + second.executionId; // sorts before the other: it is still not the one that the message names
        assertThat(Await.on(() -> stages().create(second, StageStoreContract.COUNTING)).created()).isTrue();
        assertThat(read(chat.sessionId()).stages()).hasSize(2)
                .allSatisfy(stage -> assertThat(stage.chatUserMessage().messageId()).isEqualTo(message.messageId()));
        assertThat(Await.on(() -> chats().messages(chat.chatId(), 1, 0)).messages()).containsExactly(listed(message));
    }

    @Test
    default void aStageNamesOnlyTheChatOfItsSession() {
        Chat chat = opened();
        Chat other = opened();
        String message = sent(chat, Samples.id(), ASKED).messageId();
        String otherMessage = sent(other, Samples.id(), ASKED).messageId();
        assertThat(brokenField(answering(chat.sessionId(), other.chatId(), otherMessage))).isEqualTo("/chat_id");
        assertThat(brokenField(answering(chat.sessionId(), other.chatId(), null))).isEqualTo("/chat_id");
        assertThat(brokenField(answering(chat.sessionId(), "none", null))).isEqualTo("/chat_id");
        assertThat(brokenField(answering(chat.sessionId(), chat.chatId(), otherMessage))).isEqualTo("/chat_user_message_id");
        assertThat(brokenField(answering(chat.sessionId(), chat.chatId(), ""))).isEqualTo("/chat_user_message_id");
        assertThat(Await.on(() -> stages().create(answering(chat.sessionId(), chat.chatId(), message),
                StageStoreContract.COUNTING)).created()).isTrue();
        assertThat(Await.on(() -> stages().create(answering(chat.sessionId(), chat.chatId(), null),
                StageStoreContract.COUNTING)).created()).isTrue();
        assertThat(read(chat.sessionId()).session().counters.totalStages).isEqualTo(2); // counted by the admission of this test
    }

    private static StageExecution answering(String sessionId, String chatId, @Nullable String messageId) {
        StageExecution stage = Samples.stage(sessionId);
        stage.chatId = chatId;
        stage.chatUserMessageId = messageId;
        return stage;
    }

    private @Nullable String brokenField(StageExecution stage) {
        ProblemException problem = catchThrowableOfType(ProblemException.class,
                () -> Await.on(() -> stages().create(stage, StageStoreContract.COUNTING)));
        assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_FIELD);
        return problem.errors().get(0).pointer();
    }
}

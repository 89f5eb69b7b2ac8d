package io.alerthistory.support;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.alerthistory.access.AccessKey;
import io.alerthistory.access.SecretHash;
import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.AuditOutcome;
import io.alerthistory.interaction.Call;
import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.LlmInteractionType;
import io.alerthistory.interaction.McpCommunicationType;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.interaction.Tokens;
import io.alerthistory.json.JsonText;
import io.alerthistory.request.Caller;
import io.alerthistory.request.Role;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.ParallelType;
import io.alerthistory.session.SearchDocument;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;

/** Rows to store; every one has identifiers of its own, so that tests share a database. */
public final class Samples {

    private Samples() {
    }

    public static String id() {
        return UUID.randomUUID().toString();
    }

    /** An access key; the secret has the hash 01 01 … 01. */
    public static AccessKey key(long createdAtUs, @Nullable Long expiresAtUs) {
        byte[] hash = new byte[32];
        Arrays.fill(hash, (byte) 1);
        return new AccessKey(id(), "Ägent", List.of(Role.VIEWER, Role.AGENT), SecretHash.stored(hash), null, createdAtUs,
                "admin",
                expiresAtUs, null, null);
    }

    public static AuditEntry entry() {
        return entry(AuditAction.SESSION_CANCEL);
    }

    public static AuditEntry entry(AuditAction action) {
        return new AuditEntry(1_700_000_000_000_003L,
                new Caller("Jörg \"Jo\" 漢", Caller.Kind.KEY, Set.of(Role.OPERATOR), id(), "192.0.2.7"), action, id(),
                AuditOutcome.OK, Map.of("count", 3, "name", "ü\n"));
    }

    public static AlertSession session() {
        AlertSession session = new AlertSession();
        session.sessionId = id();
        session.agentType = "kubernetes";
        session.alertType = "PodCrashLooping";
        session.status = SessionStatus.IN_PROGRESS;
        session.startedAtUs = 1_700_000_000_000_001L;
        session.alertData = new JsonText(
                "{\"pod\":\"api-1\",\"ratio\":1.50,\"big\":12345678901234567890,\"umlaut\":\"Ü – 漢\"}");
        session.chainId = "kubernetes-chain";
        session.contentDigest = "digest";
        session.searchDocument = SearchDocument.of(session);
        session.version = 1;
        return session;
    }

    /** A session as it is stored, without its alert. */
    public static AlertSession read(SessionStore sessions, String sessionId) {
        return Await.on(() -> sessions.update(sessionId, session -> {
        }));
    }

    public static StageExecution stage(String sessionId) {
        StageExecution stage = new StageExecution();
        stage.executionId = id();
        stage.sessionId = sessionId;
        stage.stageId = "investigate";
        stage.stageName = "Investigate";
        stage.agent = "KubernetesAgent";
        stage.status = StageStatus.ACTIVE;
        stage.startedAtUs = 1_700_000_000_000_002L;
        stage.parallelType = ParallelType.SINGLE;
        stage.contentDigest = "digest";
        return stage;
    }

    public static LlmInteraction llm(String sessionId, String id, long timestampUs) {
        return new LlmInteraction(new Call(id, sessionId, null, timestampUs, 1200, true, null, false, 0), "gpt-x", "openai",
                0.7,
                new JsonText("{\"messages\":[{\"role\":\"user\",\"content\":\"why?\"}]}"), new Tokens(100L, 20L, 120L), null,
                null, LlmInteractionType.INVESTIGATION, null, "thinking");
    }

    public static McpInteraction mcp(String sessionId, String id, long timestampUs) {
        return new McpInteraction(new Call(id, sessionId, null, timestampUs, 30, true, null, false, 0), null, null,
                "kubernetes-server", McpCommunicationType.TOOL_CALL, "get_pods", null, new JsonText("{\"pods\":[]}"), null);
    }
}

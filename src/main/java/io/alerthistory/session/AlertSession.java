package io.alerthistory.session;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;

import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.Utf8;

/**
 * One alert and its investigation. {@link SessionFields} says which column each field is and what uses it. On PostgreSQL this
 * is a managed entity, on SQLite a plain holder of fields.
 */
@Entity
@DynamicUpdate
@Table(name = "alert_sessions")
public class AlertSession {

    @Id
    public String sessionId;
    public @Nullable String alertId;
    public String agentType;
    public @Nullable String alertType;
    public SessionStatus status;
    public @Nullable String author;
    /** As the other texts here not of the entity: a change reads and writes only those it is about. */
    @Transient
    public @Nullable String runbookUrl;
    public long startedAtUs;
    public @Nullable Long completedAtUs;
    @Transient
    public @Nullable String errorMessage;
    /** Never changes and may be large: null in a session that was read to be changed. */
    @Transient
    public @Nullable JsonText alertData;
    @Transient
    public @Nullable String finalAnalysis;
    @Transient
    public @Nullable String finalAnalysisSummary;
    @Transient
    public @Nullable String executiveSummaryError;
    @Transient
    public @Nullable JsonText sessionMetadata;
    @Transient
    public @Nullable JsonText pauseMetadata;
    public String chainId;
    @Transient
    public @Nullable JsonText chainDefinition;
    public @Nullable Integer currentStageIndex;
    public @Nullable String currentStageId;
    @Transient
    public @Nullable JsonText mcpSelection;
    public @Nullable String slackMessageFingerprint;
    /** The alert that it investigates, in three fields; null when it names none. See {@link InvestigatedAlert}. */
    public @Nullable String alertSource;
    public @Nullable String alertFingerprint;
    public @Nullable Long alertStartsAtUs;
    public @Nullable String podId;
    /** When a worker took it from the queue; null when none did. */
    public @Nullable Long claimedAtUs;
    /** Whether a claim or a heartbeat promised further signs of life: only such a session can become an orphan. */
    public boolean supervised;
    public @Nullable Long cancelRequestedAtUs;
    @Embedded
    public SessionCounters counters = new SessionCounters();
    public int chatMessageCount;
    /** Since when it is on hold; null when it is not. See {@link Holds}. */
    public @Nullable Long heldAtUs;
    public @Nullable String heldBy;
    public @Nullable String holdReason;

    /** What was sent to create the session; see {@link io.alerthistory.json.ContentDigest}. */
    public String contentDigest;
    /** Only of a session that is to be created; see {@link SearchDocument}. */
    @Transient
    public @Nullable Utf8 searchDocument;
    @Version
    public long version;

    public boolean isTerminal() {
        return status.isTerminal();
    }

    public boolean isHeld() {
        return heldAtUs != null;
    }

    /** Milliseconds from start to end, floor; null while the session runs. */
    public @Nullable Long durationMs() {
        return completedAtUs == null ? null : (completedAtUs - startedAtUs) / 1000;
    }
}

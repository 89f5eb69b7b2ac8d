package io.alerthistory.storage.postgresql;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

import io.alerthistory.review.SessionScore;
import io.alerthistory.storage.mapping.TextList;

/** A score of a session. */
@Entity
@Immutable
@Table(name = "session_scores")
@IdClass(SessionScoreRow.Key.class)
class SessionScoreRow {

    @Id
    String sessionId;
    @Id
    long scoreNumber;
    long score;
    String source;
    @Nullable
    String analysis;
    String tags;
    String author;
    long createdAtUs;

    /** The primary key. */
    record Key(String sessionId, long scoreNumber) implements Serializable {
    }

    static SessionScoreRow of(SessionScore score) {
        SessionScoreRow row = new SessionScoreRow();
        row.sessionId = score.sessionId();
        row.scoreNumber = score.scoreNumber();
        row.score = score.score();
        row.source = score.source();
        row.analysis = score.analysis();
        row.tags = TextList.json(score.tags());
        row.author = score.author();
        row.createdAtUs = score.createdAtUs();
        return row;
    }

    SessionScore score() {
        return new SessionScore(sessionId, scoreNumber, score, source, analysis, TextList.of(tags), author, createdAtUs);
    }
}

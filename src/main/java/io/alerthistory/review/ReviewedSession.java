package io.alerthistory.review;

import io.alerthistory.session.SessionStatus;

/** A session as far as its review depends on it. */
public record ReviewedSession(SessionStatus status, SessionReview review) {
}

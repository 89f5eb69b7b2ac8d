package io.alerthistory.storage.postgresql;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditRow;

/** A row of the audit log. */
@Entity
@Table(name = "audit_log")
class AuditLogRow {

    @Id
    long seq;
    long atUs;
    String actor;
    String actorKind;
    String action;
    @Nullable
    String target;
    String outcome;
    @Nullable
    String requestId;
    @Nullable
    String remoteAddr;
    String details;
    String hash;

    static AuditLogRow of(AuditRow row) {
        AuditLogRow entity = new AuditLogRow();
        entity.seq = row.seq();
        entity.atUs = row.atUs();
        entity.actor = row.actor();
        entity.actorKind = row.actorKind();
        entity.action = row.action();
        entity.target = row.target();
        entity.outcome = row.outcome();
        entity.requestId = row.requestId();
        entity.remoteAddr = row.remoteAddr();
        entity.details = row.details();
        entity.hash = row.hash();
        return entity;
    }

    AuditRow toRow() {
        return new AuditRow(seq, atUs, actor, actorKind, action, target, outcome, requestId, remoteAddr, details, hash);
    }
}

package io.alerthistory.storage.postgresql;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.alerthistory.audit.AuditHead;

/** The head row of the audit log, of which there is one. */
@Entity
@Table(name = "audit_head")
class AuditHeadRow {

    static final int ID = 1;

    @Id
    int headId;
    long seq;
    String hash;

    AuditHead toHead() {
        return new AuditHead(seq, hash);
    }
}

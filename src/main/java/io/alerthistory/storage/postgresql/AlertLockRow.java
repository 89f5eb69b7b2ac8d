package io.alerthistory.storage.postgresql;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The row of an alert that everybody locks who changes its history. */
@Entity
@Immutable
@Table(name = "alerts")
class AlertLockRow {

    @Id
    long alertId;
    String source;
    String fingerprint;
    String alertname;
    @Nullable
    String severity;
}

package io.alerthistory.storage.postgresql;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An episode, as far as is needed to know whether an alert fires. */
@Entity
@Immutable
@Table(name = "alert_episodes")
@IdClass(OpenEpisodeRow.Key.class)
class OpenEpisodeRow {

    @Id
    long alertId;
    @Id
    long startsAtUs;
    @Nullable
    Long endsAtUs;

    /** The primary key. */
    record Key(long alertId, long startsAtUs) implements Serializable {
    }
}

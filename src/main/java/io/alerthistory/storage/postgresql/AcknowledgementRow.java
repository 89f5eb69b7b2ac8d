package io.alerthistory.storage.postgresql;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.read.Acknowledgement;

/** An acknowledgement of an episode. */
@Entity
@Table(name = "alert_acknowledgements")
@IdClass(AcknowledgementRow.Key.class)
class AcknowledgementRow {

    @Id
    long alertId;
    @Id
    long startsAtUs;
    long ackedAtUs;
    String ackedBy;
    @Nullable
    String comment;

    /** The primary key. */
    record Key(long alertId, long startsAtUs) implements Serializable {
    }

    static AcknowledgementRow of(long alertId, long startsAtUs, Acknowledgement acknowledgement) {
        AcknowledgementRow row = new AcknowledgementRow();
        row.alertId = alertId;
        row.startsAtUs = startsAtUs;
        row.ackedAtUs = acknowledgement.ackedAtUs();
        row.ackedBy = acknowledgement.ackedBy();
        row.comment = acknowledgement.comment();
        return row;
    }

    Acknowledgement acknowledgement() {
        return new Acknowledgement(startsAtUs, ackedAtUs, ackedBy, comment);
    }
}

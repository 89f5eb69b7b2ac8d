package io.alerthistory.storage.postgresql;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.statistics.Definitions;

/** The mark of a day of an alert whose sums change. */
@Entity
@Table(name = "alert_touched")
class TouchedDayRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long touchedId;
    long alertId;
    int day;

    /** The day on which an episode starts. */
    static TouchedDayRow of(long alertId, long startsAtUs) {
        TouchedDayRow row = new TouchedDayRow();
        row.alertId = alertId;
        row.day = Definitions.day(startsAtUs);
        return row;
    }
}

package io.alerthistory.history;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/**
 * Figures about the sessions of the latest time. In a large history they are read from millions of rows, so each replica keeps
 * them for a minute.
 */
@ApplicationScoped
public class SessionFigures {

    /** How many alert types are found at most. */
    public static final int MAX_TYPES = 10;

    private static final long HOUR_US = Duration.ofHours(1).toNanos() / 1000;
    private static final long DAY_US = 24 * HOUR_US;
    private static final int HOURS = 24;
    private static final int WEEKS = 12;
    private static final int WEEK_DAYS = 7;

    private final HistoryStore store;
    private final KeptResult<List<SessionCount>> hours;
    private final KeptResult<List<SessionCount>> days;
    private final KeptResult<List<AlertTypeFigures>> types;

    /**
     * Counts.
     *
     * @param range what was counted
     * @param atUs when, microseconds since the epoch
     */
    public record Counts(TimeBuckets range, long atUs, List<SessionCount> counts) {

        public Counts {
            counts = List.copyOf(counts);
        }
    }

    /**
     * The alert types of most sessions.
     *
     * @param fromUs the start of the range, microseconds since the epoch
     * @param atUs when they were counted
     */
    public record TopTypes(long fromUs, long atUs, List<AlertTypeFigures> types) {

        public TopTypes {
            types = List.copyOf(types);
        }
    }

    SessionFigures(HistoryStore store, Clock clock) {
        this.store = store;
        hours = new KeptResult<>(now -> store.counts(lastHours(now)), clock);
        days = new KeptResult<>(now -> store.counts(lastWeeks(now)), clock);
        types = new KeptResult<>(now -> store.topAlertTypes(weekBefore(now), now + 1, MAX_TYPES), clock);
    }

    /** Counts the sessions of the last 24 hours by hour, of which the last one is the present one. */
    public Uni<Counts> lastDay() {
        return hours.get().map(kept -> new Counts(lastHours(kept.atUs()), kept.atUs(), kept.value()));
    }

    /** Counts the sessions of this week and the 11 before by day (UTC). */
    public Uni<Counts> lastWeeks() {
        return days.get().map(kept -> new Counts(lastWeeks(kept.atUs()), kept.atUs(), kept.value()));
    }

    /** Finds the alert types of most sessions of the last 7 days. */
    public Uni<TopTypes> topAlertTypes() {
        return types.get().map(kept -> new TopTypes(weekBefore(kept.atUs()), kept.atUs(), kept.value()));
    }

    /**
     * Finds the alert types of most sessions that started in a range, each time anew.
     *
     * @param fromUs the start of the range, microseconds since the epoch
     * @param toUs the end, which is not part of it
     */
    public Uni<List<AlertTypeFigures>> topAlertTypes(long fromUs, long toUs) {
        return store.topAlertTypes(fromUs, toUs, MAX_TYPES);
    }

    static TimeBuckets lastHours(long nowUs) {
        long end = nowUs - nowUs % HOUR_US + HOUR_US;
        return new TimeBuckets(end - HOURS * HOUR_US, end, HOUR_US);
    }

    static TimeBuckets lastWeeks(long nowUs) {
        LocalDate today = LocalDate.ofEpochDay(nowUs / DAY_US);
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(WEEKS - 1L);
        long from = Micros.of(monday.atStartOfDay(ZoneOffset.UTC).toInstant());
        return new TimeBuckets(from, (nowUs / DAY_US + 1) * DAY_US, DAY_US);
    }

    private static long weekBefore(long nowUs) {
        return nowUs - WEEK_DAYS * DAY_US;
    }
}

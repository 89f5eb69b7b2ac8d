package io.alerthistory.episode.statistics;

/**
 * Which days are summed up, as numbers since the epoch, in UTC.
 *
 * @param first days before it are left alone: retention may have deleted some of their episodes
 * @param settledUntil inhibitions of this day and later ones are looked at again another day: what is heard of the alert that
 *        inhibits does not reach them by itself
 */
public record RollupDays(int first, int settledUntil) {
}

package io.alerthistory.episode.read;

import org.jspecify.annotations.Nullable;

/**
 * A cell of a heat map.
 *
 * @param date as 2026-11-30; null by hour of the week
 * @param dayOfWeek from 1 for Monday to 7
 * @param hour from 0 to 23; null by day
 * @param episodes how many started
 */
public record HeatmapCell(@Nullable String date, int dayOfWeek, @Nullable Integer hour, long episodes) {
}

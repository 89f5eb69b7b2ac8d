/**
 * What the figures of alerts mean: pure rules that make sums of days from episodes, and figures from sums; and the port that
 * keeps the sums of each day. docs/alerts.md has the formulas.
 */
@NullMarked
package io.alerthistory.episode.statistics;

import org.jspecify.annotations.NullMarked;

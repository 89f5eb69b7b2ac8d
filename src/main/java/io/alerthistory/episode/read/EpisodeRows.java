package io.alerthistory.episode.read;

import java.util.Comparator;
import java.util.List;

/**
 * Episodes of an alert, the newest first.
 *
 * @param isCut whether they end here because they have as much text as is read at once
 */
public record EpisodeRows(List<EpisodeView> rows, boolean isCut) {

    public EpisodeRows {
        rows = List.copyOf(rows);
    }

    /** Those of several sources. Where the rows of one are cut, older ones of others wait for the next page. */
    static List<EpisodeView> merged(List<EpisodeRows> all) {
        long oldest = all.stream().filter(EpisodeRows::isCut)
                .mapToLong(cut -> cut.rows().get(cut.rows().size() - 1).startsAtUs())
                .max().orElse(Long.MIN_VALUE);
        return all.stream().flatMap(found -> found.rows().stream()).filter(row -> row.startsAtUs() >= oldest)
                .sorted(Comparator.comparingLong(EpisodeView::startsAtUs).reversed().thenComparing(EpisodeView::source))
                .toList();
    }
}

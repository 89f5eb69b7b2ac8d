package io.alerthistory.http.page.overview;

import java.util.List;

import io.alerthistory.http.page.Part;
import io.alerthistory.http.page.SessionRow;
import io.alerthistory.http.page.WarningView;

/**
 * The first page.
 *
 * @param empty whether there is no session at all
 * @param reviews how many sessions need review
 * @param failed the newest of the last 24 hours
 * @param failedAddress of all of them
 */
public record OverviewView(boolean empty, Part<FiringView> firing, Part<NoisyView> noisy, Part<ActiveView> active,
        Part<ReviewsView> reviews, Part<BarsView> day, Part<CalendarView> weeks, Part<List<SessionRow>> failed,
        String failedAddress, Part<TypesView> types, Part<List<WarningView>> warnings) {
}

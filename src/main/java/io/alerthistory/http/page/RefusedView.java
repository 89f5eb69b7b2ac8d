package io.alerthistory.http.page;

import java.util.List;

/**
 * Says that what somebody wanted was not done.
 *
 * @param title what was not done
 * @param reasons why
 * @param back the address of the page to go back to
 * @param backLabel its name
 */
public record RefusedView(String title, List<String> reasons, String back, String backLabel) {

    public RefusedView {
        reasons = List.copyOf(reasons);
    }
}

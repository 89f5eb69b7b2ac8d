package io.alerthistory.http.page.access;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.http.page.Words;

/** When a key that is made on the page expires. */
final class Expiry {

    private static final List<Integer> DAYS = List.of(1, 7, 30, 90, 365);
    private static final String DEFAULT = "90";
    private static final String NEVER = "never";

    private Expiry() {
    }

    /** @param chosen as the form has sent it; empty for the choice to begin with */
    static List<AccessView.Choice> choices(String chosen) {
        String value = chosen.isEmpty() ? DEFAULT : chosen;
        AccessView.Choice[] choices = new AccessView.Choice[DAYS.size() + 1];
        for (int i = 0; i < DAYS.size(); i++) {
            String days = DAYS.get(i).toString();
            choices[i] = new AccessView.Choice(days, "in " + Words.count(DAYS.get(i), "day", "days"), days.equals(value));
        }
        choices[DAYS.size()] = new AccessView.Choice(NEVER, "never", NEVER.equals(value));
        return Arrays.asList(choices);
    }

    /**
     * The time of a choice, microseconds since the epoch; null for never.
     *
     * @throws IllegalArgumentException when it is no choice
     */
    static @Nullable Long us(@Nullable String chosen, long nowUs) {
        if (NEVER.equals(chosen)) {
            return null;
        }
        int days = DAYS.stream().filter(each -> each.toString().equals(chosen)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Choose when the key expires"));
        return nowUs + Duration.ofDays(days).toNanos() / 1000;
    }
}

package io.alerthistory.http.page;

import java.util.Locale;

import io.alerthistory.session.SessionStatus;

/** The words of the pages for the names of the API. */
final class Words {

    private Words() {
    }

    static String of(SessionStatus status) {
        return switch (status) {
            case PENDING -> "Waiting";
            case IN_PROGRESS -> "Running";
            case PAUSED -> "Paused";
            case CANCELING -> "Cancelling";
            case COMPLETED -> "Completed";
            case FAILED -> "Failed";
            case CANCELLED -> "Cancelled";
            case TIMED_OUT -> "Timed out";
        };
    }

    /** A number with its unit in the right number, for example 1 stage, 2 stages. */
    static String count(long number, String singular, String plural) {
        return number(number) + " " + (number == 1 ? singular : plural);
    }

    /** A number with separators of thousands. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number that is shown shortly, for example 12.3k. */
    static String shortNumber(long number) {
        if (number < 1_000) {
            return String.valueOf(number);
        }
        return number < 1_000_000 ? decimal(number / 1e3) + "k" : decimal(number / 1e6) + "M";
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }
}

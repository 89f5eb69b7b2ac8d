package io.alerthistory.http.page;

import java.util.Locale;

import io.alerthistory.request.Role;
import io.alerthistory.review.ReviewRating;
import io.alerthistory.review.ReviewStatus;
import io.alerthistory.session.SessionStatus;

/** The words of the pages for the names of the API. */
public final class Words {

    private Words() {
    }

    /** The word for a state. */
    public static String of(SessionStatus status) {
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

    /** The words for the state of a review. */
    public static String of(ReviewStatus status) {
        return switch (status) {
            case NEEDS_REVIEW -> "Needs review";
            case IN_PROGRESS -> "In review";
            case REVIEWED -> "Reviewed";
        };
    }

    /** The words for a rating. */
    public static String of(ReviewRating rating) {
        return switch (rating) {
            case ACCURATE -> "Accurate";
            case PARTIALLY_ACCURATE -> "Partially accurate";
            case INACCURATE -> "Inaccurate";
        };
    }

    /** The word for a role. */
    public static String of(Role role) {
        return switch (role) {
            case VIEWER -> "Viewer";
            case INGEST -> "Ingest";
            case AGENT -> "Agent";
            case OPERATOR -> "Operator";
            case ADMIN -> "Administrator";
        };
    }

    /** What a role may do. */
    public static String meaning(Role role) {
        return switch (role) {
            case VIEWER -> "reads everything but keys and the audit log";
            case INGEST -> "sends alerts, and reads nothing";
            case AGENT -> "records investigations";
            case OPERATOR -> "reads, and submits, cancels, resumes, chats, holds and reviews";
            case ADMIN -> "may do everything";
        };
    }

    /** A size of memory or of a file, for example 1.5 MB. */
    public static String bytes(long bytes) {
        String[] units = { "bytes", "kB", "MB", "GB", "TB", "PB", "EB" };
        double value = bytes;
        int unit = 0;
        while (value >= 1_000 && unit < units.length - 1) {
            value /= 1_000;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : decimal(value) + " " + units[unit];
    }

    /** A name of the API that a page has no word for, as words. */
    public static String ofName(String name) {
        String words = name.replace('_', ' ').replace('-', ' ').strip();
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** A number with its unit in the right number, for example 1 stage, 2 stages. */
    public static String count(long number, String singular, String plural) {
        return number(number) + " " + (number == 1 ? singular : plural);
    }

    /** A number with separators of thousands. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number that is shown shortly, for example 12.3k. */
    public static String shortNumber(long number) {
        if (number < 1_000) {
            return String.valueOf(number);
        }
        return number < 1_000_000 ? decimal(number / 1e3) + "k" : decimal(number / 1e6) + "M";
    }

    /**
     * A share in percent; never 0 for something, nor 100 for less than all.
     *
     * @param share from 0 to 1
     */
    public static String percent(double share) {
        if (share > 0 && share < 0.01) {
            return "less than 1 %";
        }
        return (share < 1 ? Math.min(99, Math.round(share * 100)) : 100) + " %";
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }
}

package io.alerthistory.http.page;

import java.time.LocalDate;

import io.alerthistory.http.QueryWriter;

/** Addresses of the page of statistics. */
public final class StatisticsLink {

    public static final String PATH = "/statistics";

    private StatisticsLink() {
    }

    /**
     * The rules that receivers were told of most often first.
     *
     * @param since the first day, in UTC
     */
    public static String noisiest(LocalDate since) {
        return PATH + "?" + QueryWriter.pair("from", since.toString()) + "&sort_by=notified";
    }
}

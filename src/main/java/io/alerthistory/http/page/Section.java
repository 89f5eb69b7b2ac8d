package io.alerthistory.http.page;

/** A part of the pages, as the navigation shows it. */
public enum Section {
    OVERVIEW("/", "Overview"),
    ALERTS("/alerts", "Alerts"),
    SESSIONS("/sessions", "Sessions"),
    STATISTICS("/statistics", "Statistics"),
    OPERATIONS("/operations", "Operations"),
    ACCESS("/access", "Access"),
    ABOUT("/about", "About");

    private final String address;
    private final String label;

    Section(String address, String label) {
        this.address = address;
        this.label = label;
    }

    String address() {
        return address;
    }

    String label() {
        return label;
    }
}

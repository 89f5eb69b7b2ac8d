package io.alerthistory.http.page.operations;

/** One fact of a report: a name and a value. */
public record Fact(String name, String value) {
}

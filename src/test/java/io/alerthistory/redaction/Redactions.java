package io.alerthistory.redaction;

import java.util.List;

/** Redactions for tests of other packages. */
public final class Redactions {

    private Redactions() {
    }

    /** Replaces what matches an expression. */
    public static Redaction of(String expression) {
        return new Redaction(List.of(RedactionPattern.of("test", expression)));
    }
}

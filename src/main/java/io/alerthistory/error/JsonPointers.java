package io.alerthistory.error;

/** JSON Pointers (RFC 6901). */
public final class JsonPointers {

    private JsonPointers() {
    }

    /** Escapes a member name for a pointer. */
    public static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}

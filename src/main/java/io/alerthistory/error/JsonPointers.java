package io.alerthistory.error;

/** JSON Pointers (RFC 6901). */
public final class JsonPointers {

    private JsonPointers() {
    }

    /** The name of a member as it stands in a pointer. */
    public static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}

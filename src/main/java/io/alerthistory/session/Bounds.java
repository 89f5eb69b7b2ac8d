package io.alerthistory.session;

/** Bounds of fields that several bodies have, in characters. */
public final class Bounds {

    /** Of a name. */
    public static final int NAME = 255;

    /** Of an identifier that another system made. */
    public static final int FOREIGN_ID = 500;

    private Bounds() {
    }
}

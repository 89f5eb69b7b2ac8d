package io.alerthistory.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Adds a hint to the error message for a member that a body does not have. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface UnknownMembers {

    /** The hint: where such a member belongs, as the rest of a sentence. */
    String value();
}

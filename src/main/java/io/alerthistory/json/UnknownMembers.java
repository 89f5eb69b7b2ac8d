package io.alerthistory.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says of a body what a client is told that sends a member which is none of its fields. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface UnknownMembers {

    /** Where such a member belongs, as the rest of a sentence. */
    String value();
}

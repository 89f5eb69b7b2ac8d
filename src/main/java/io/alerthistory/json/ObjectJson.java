package io.alerthistory.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

import org.jspecify.annotations.Nullable;

/** The JSON value must be an object. Accepts null, which {@code @NotNull} refuses. */
@Target({ ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ObjectJson.Validator.class)
public @interface ObjectJson {

    String message() default "must be a JSON object";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Validator implements ConstraintValidator<ObjectJson, JsonText> {

        @Override
        public boolean isValid(@Nullable JsonText value, ConstraintValidatorContext context) {
            return value == null || value.isObject();
        }
    }
}

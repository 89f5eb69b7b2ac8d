package io.alerthistory.session;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonName;
import io.alerthistory.json.JsonText;

/** How Hibernate stores the types of the entities' fields: names and JSON as text. */
final class Converters {

    private Converters() {
    }

    private abstract static class Names<E extends Enum<E> & JsonName> implements AttributeConverter<E, String> {

        private final Class<E> type;

        Names(Class<E> type) {
            this.type = type;
        }

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable E value) {
            return value == null ? null : value.jsonName();
        }

        @Override
        public @Nullable E convertToEntityAttribute(@Nullable String stored) {
            return stored == null ? null : JsonName.stored(type, stored);
        }
    }

    @Converter(autoApply = true)
    static final class SessionStatusName extends Names<SessionStatus> {
        SessionStatusName() {
            super(SessionStatus.class);
        }
    }

    @Converter(autoApply = true)
    static final class StageStatusName extends Names<StageStatus> {
        StageStatusName() {
            super(StageStatus.class);
        }
    }

    @Converter(autoApply = true)
    static final class ParallelTypeName extends Names<ParallelType> {
        ParallelTypeName() {
            super(ParallelType.class);
        }
    }

    @Converter(autoApply = true)
    static final class SuccessPolicyName extends Names<SuccessPolicy> {
        SuccessPolicyName() {
            super(SuccessPolicy.class);
        }
    }

    @Converter(autoApply = true)
    static final class Json implements AttributeConverter<JsonText, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable JsonText value) {
            return value == null ? null : value.text();
        }

        @Override
        public @Nullable JsonText convertToEntityAttribute(@Nullable String stored) {
            return stored == null ? null : new JsonText(stored);
        }
    }
}

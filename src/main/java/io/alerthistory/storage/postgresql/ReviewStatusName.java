package io.alerthistory.storage.postgresql;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonName;
import io.alerthistory.review.ReviewStatus;

/** Stores the state of a review as its name. */
@Converter(autoApply = true)
final class ReviewStatusName implements AttributeConverter<ReviewStatus, String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable ReviewStatus value) {
        return value == null ? null : value.jsonName();
    }

    @Override
    public @Nullable ReviewStatus convertToEntityAttribute(@Nullable String stored) {
        return stored == null ? null : JsonName.stored(ReviewStatus.class, stored);
    }
}

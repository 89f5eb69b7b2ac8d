package io.alerthistory.storage.postgresql;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonName;
import io.alerthistory.review.ReviewRating;

/** Stores a rating as its name. */
@Converter(autoApply = true)
final class ReviewRatingName implements AttributeConverter<ReviewRating, String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable ReviewRating value) {
        return value == null ? null : value.jsonName();
    }

    @Override
    public @Nullable ReviewRating convertToEntityAttribute(@Nullable String stored) {
        return stored == null ? null : JsonName.stored(ReviewRating.class, stored);
    }
}

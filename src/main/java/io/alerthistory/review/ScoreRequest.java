package io.alerthistory.review;

import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

/**
 * The body of a POST of a score.
 *
 * @param score 0 is the worst, 100 the best
 * @param source who or what judged: a model, a rule, a benchmark
 * @param analysis why
 * @param tags kinds of mistakes, for example
 */
public record ScoreRequest(@NotNull @Min(0) @Max(MAX_SCORE) Integer score,
        @NotBlank @Size(max = ScoreRequest.MAX_NAME) String source,
        @Nullable @Size(max = ScoreRequest.MAX_ANALYSIS) String analysis,
        @Nullable @Size(max = ScoreRequest.MAX_TAGS) List<@NotBlank @Size(max = ScoreRequest.MAX_NAME) String> tags) {

    public static final int MAX_SCORE = 100;
    static final int MAX_NAME = 255;
    static final int MAX_ANALYSIS = 20_000;
    static final int MAX_TAGS = 20;
}

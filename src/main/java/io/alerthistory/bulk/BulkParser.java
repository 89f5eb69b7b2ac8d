package io.alerthistory.bulk;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.bulk.BulkRecord.OfInteraction;
import io.alerthistory.bulk.BulkRecord.OfSession;
import io.alerthistory.bulk.BulkRecord.OfStage;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.JsonErrors;
import io.alerthistory.error.JsonLimits;
import io.alerthistory.error.ProblemException;
import io.alerthistory.error.Violations;
import io.alerthistory.id.IdSource;
import io.alerthistory.interaction.ModelPrices;
import io.alerthistory.interaction.RecordInteraction;
import io.alerthistory.interaction.RecordLlmInteraction;
import io.alerthistory.interaction.RecordMcpInteraction;
import io.alerthistory.json.JsonName;
import io.alerthistory.json.JsonText;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.session.CreateSession;
import io.alerthistory.session.CreateStage;
import io.alerthistory.session.StageExecution;
import io.alerthistory.time.Micros;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Parses lines into records. The fields and their errors are the same as in the bodies of the single POSTs. */
@ApplicationScoped
class BulkParser {

    /** The members of a line besides the record. A session has its session_id in its body as well. */
    @RegisterForReflection // no resource takes it
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Envelope(@Nullable String type, @NotNull String sessionId) {
    }

    private static final TokenFilter WITHOUT_TYPE = without(Set.of("type"));
    private static final TokenFilter WITHOUT_ENVELOPE = without(Set.of("type", "session_id"));

    /** Without a seed: the record of a repeated line is found by its content. */
    private static final IdSource IDS = new IdSource();

    private final ObjectMapper json;
    private final Validator validator;
    private final Redaction redaction;
    private final ModelPrices prices;
    private final Clock clock;

    BulkParser(ObjectMapper json, Validator validator, Redaction redaction, ModelPrices prices, Clock clock) {
        this.prices = prices;
        this.redaction = redaction;
        this.json = json;
        this.validator = validator;
        this.clock = clock;
    }

    /**
     * Parses the lines of a batch.
     *
     * @param fallbackAuthor the author of sessions that name none
     */
    BulkBatch parse(List<Line> lines, String fallbackAuthor) {
        long now = Micros.now(clock);
        List<BulkRecord> records = new ArrayList<>(lines.size());
        List<RejectedLine> rejected = new ArrayList<>();
        for (Line line : lines) {
            try {
                records.add(record(line, now, fallbackAuthor));
            } catch (ProblemException e) {
                rejected.add(RejectedLine.of(line.number(), e));
            }
        }
        return new BulkBatch(records, rejected, now);
    }

    private BulkRecord record(Line line, long now, String fallbackAuthor) {
        byte[] text = line.bytes().orElseThrow(() -> new ProblemException(ErrorCode.TOO_LARGE,
                "The line must have at most " + LineBatches.MAX_LINE + " bytes"));
        JsonLimits.check(text, "line");
        Envelope envelope = read(text, TokenFilter.INCLUDE_ALL, Envelope.class);
        RecordType type = type(envelope);
        requireValid(envelope);
        String sessionId = envelope.sessionId();
        return switch (type) {
            case SESSION -> new OfSession(line.number(),
                    valid(text, WITHOUT_TYPE, CreateSession.class).toSession(IDS, now, fallbackAuthor, redaction));
            case STAGE -> new OfStage(line.number(),
                    stage(valid(text, WITHOUT_ENVELOPE, CreateStage.class), sessionId, now));
            case LLM -> interaction(line, valid(text, WITHOUT_ENVELOPE, RecordLlmInteraction.class).redacted(redaction),
                    sessionId, now);
            case MCP -> interaction(line, valid(text, WITHOUT_ENVELOPE, RecordMcpInteraction.class).redacted(redaction),
                    sessionId, now);
        };
    }

    /**
     * Makes a stage. When the line has no execution_id, it is derived from the content, so that the line can be
     * repeated.
     */
    private StageExecution stage(CreateStage sent, String sessionId, long now) {
        StageExecution stage = sent.toStage(sessionId, IDS, now, redaction);
        if (sent.executionId() == null) {
            stage.executionId = UUID.nameUUIDFromBytes((sessionId + '/' + stage.contentDigest).getBytes(StandardCharsets.UTF_8))
                    .toString();
        }
        return stage;
    }

    private OfInteraction interaction(Line line, RecordInteraction<?> sent, String sessionId, long now) {
        return new OfInteraction(line.number(), prices.priced(sent.toInteraction(sessionId, now)), sent.timestampUs() != null);
    }

    private static RecordType type(Envelope envelope) {
        return EnumSet.allOf(RecordType.class).stream().filter(type -> type.jsonName().equals(envelope.type())).findFirst()
                .orElseThrow(() -> new ProblemException(ErrorCode.UNKNOWN_TYPE, "type must be one of "
                        + String.join(", ", Arrays.stream(RecordType.values()).map(JsonName::jsonName).toList())));
    }

    private <T> T valid(byte[] text, TokenFilter filter, Class<T> type) {
        T value = read(text, filter, type);
        requireValid(value);
        return value;
    }

    private <T> void requireValid(T value) {
        Set<ConstraintViolation<T>> violations = validator.validate(value);
        if (!violations.isEmpty()) {
            throw Violations.explain(violations);
        }
    }

    private <T> T read(byte[] text, TokenFilter filter, Class<T> type) {
        try (JsonParser parser = new FilteringParserDelegate(json.createParser(text), filter,
                TokenFilter.Inclusion.INCLUDE_ALL_AND_PATH, true)) {
            return Objects.requireNonNullElseGet(JsonText.keepingRanges(json.readerFor(type), text).readValue(parser), () -> {
                throw ProblemException.invalidField("", "must be an object");
            });
        } catch (JsonProcessingException e) {
            ProblemException problem = JsonErrors.explain(e);
            throw problem.code() != ErrorCode.INVALID_JSON ? problem
                    : new ProblemException(ErrorCode.INVALID_JSON, "The line is not valid JSON" + column(e));
        } catch (CharConversionException e) {
            throw JsonErrors.notText("line");
        } catch (IOException e) {
            throw new UncheckedIOException(e); // unreachable: the bytes are in memory
        }
    }

    private static String column(JsonProcessingException e) {
        return Optional.ofNullable(e.getLocation()).map(JsonLocation::getColumnNr).map(number -> " (column " + number + ")")
                .orElse("");
    }

    /** Keeps all members of an object except some; objects inside it are unchanged. */
    private static TokenFilter without(Set<String> members) {
        return new TokenFilter() {
            @Override
            public @Nullable TokenFilter includeProperty(String name) {
                return members.contains(name) ? null : TokenFilter.INCLUDE_ALL;
            }

            @Override
            public boolean includeEmptyObject(boolean contentsFiltered) {
                return true;
            }
        };
    }
}

package io.alerthistory.transfer;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * What a JSON document means. PostgreSQL's jsonb keeps that and not the text: it sorts members, drops all but the last of the
 * same
 * name, and prints numbers in its own way. So only these values are compared.
 */
final class JsonValue {

    private static final JsonMapper MAPPER = mapper();

    private JsonValue() {
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS).build();
        mapper.getFactory().setStreamReadConstraints(StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE).maxNestingDepth(10_000).build());
        return mapper;
    }

    /** One text for all documents of the same meaning; of what is no JSON, its bytes. */
    static byte[] canonical(byte[] text) {
        try {
            return MAPPER.writeValueAsBytes(sorted(MAPPER.readValue(text, Object.class)));
        } catch (IOException e) {
            return text;
        }
    }

    /** Why jsonb does not take a document; null when it does. */
    static @Nullable String refusal(byte[] text) {
        try {
            return refusalOf(MAPPER.readValue(text, Object.class));
        } catch (IOException e) {
            return "the text is not JSON";
        }
    }

    private static @Nullable String refusalOf(@Nullable Object value) {
        if (value instanceof String text) {
            return text.indexOf('\0') >= 0 ? "the JSON contains U+0000"
                    : StandardCharsets.UTF_8.newEncoder().canEncode(text) ? null : "the JSON has half a surrogate pair";
        }
        Iterable<?> parts = value instanceof List<?> list ? list : value instanceof Map<?, ?> map ? map.entrySet() : List.of();
        for (Object part : parts) {
            String refusal = part instanceof Map.Entry<?, ?> member
                    ? refusalOf(Arrays.asList(member.getKey(), member.getValue()))
                    : refusalOf(part);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new TreeMap<>();
            map.forEach((name, member) -> members.put(String.valueOf(name), sorted(member)));
            return members;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JsonValue::sorted).collect(Collectors.toCollection(ArrayList::new));
        }
        if (value instanceof BigInteger number) {
            return new BigDecimal(number).stripTrailingZeros();
        }
        return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }
}

package io.alerthistory.mutation;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;

/** The ids that the service has told, by the names of their fields, so that requests reach what exists. */
final class KnownIds {

    private static final int KEPT = 50;

    private final Map<String, List<String>> ids = new ConcurrentHashMap<>();

    void learn(JsonNode answer) {
        if (answer.isArray()) {
            answer.forEach(this::learn);
        }
        answer.properties().forEach(member -> {
            if (member.getKey().endsWith("_id") && member.getValue().isTextual()) {
                List<String> known = ids.computeIfAbsent(member.getKey(), name -> new CopyOnWriteArrayList<>());
                if (known.size() < KEPT && !known.contains(member.getValue().textValue())) {
                    known.add(member.getValue().textValue());
                }
            } else if (member.getValue().isContainerNode()) {
                learn(member.getValue());
            }
        });
    }

    /** An id that a field or path variable of this name may have; the given one when none is known. */
    String any(String name, Random random, String otherwise) {
        List<String> known = ids.getOrDefault(PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(name), List.of());
        return known.isEmpty() ? otherwise : known.get(random.nextInt(known.size()));
    }
}

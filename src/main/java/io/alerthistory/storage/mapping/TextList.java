package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.alerthistory.json.JsonText;

/** A short list of texts in one column, as a JSON array. */
public final class TextList {

    private TextList() {
    }

    /** The column's value. */
    public static String json(Collection<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return JsonText.of(array).text();
    }

    /** The list of a column's value. */
    public static List<String> of(String json) {
        List<String> texts = new ArrayList<>();
        new JsonText(json).tree().forEach(text -> texts.add(text.textValue()));
        return texts;
    }
}

package io.alerthistory.json;

import java.util.ArrayList;
import java.util.Collection;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.NullValueProvider;
import com.fasterxml.jackson.databind.deser.std.CollectionDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.type.CollectionType;

/**
 * Stops deserialization of an array after the maximum number of elements of any field. Bean Validation checks sizes
 * too, but only after all elements are objects in memory.
 */
final class BoundedLists extends BeanDeserializerModifier {

    private static final long serialVersionUID = 1L;

    /** The largest array of any field: the alerts of a notification. */
    static final int MAX_ELEMENTS = 20_000;

    @Override
    public JsonDeserializer<?> modifyCollectionDeserializer(DeserializationConfig config, CollectionType type,
            BeanDescription description, JsonDeserializer<?> deserializer) {
        return deserializer instanceof CollectionDeserializer lists ? new Bounded(lists) : deserializer;
    }

    private static final class Bounded extends CollectionDeserializer {

        private static final long serialVersionUID = 1L;

        Bounded(CollectionDeserializer lists) {
            super(lists);
        }

        @Override
        protected CollectionDeserializer withResolved(@Nullable JsonDeserializer<?> delegate,
                @Nullable JsonDeserializer<?> value, @Nullable TypeDeserializer type, @Nullable NullValueProvider nulls,
                @Nullable Boolean single) {
            return new Bounded(super.withResolved(delegate, value, type, nulls, single));
        }

        @Override
        protected Collection<Object> createDefaultInstance(DeserializationContext context) {
            return new BoundedList();
        }
    }

    private static final class BoundedList extends ArrayList<Object> {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean add(Object element) {
            if (size() == MAX_ELEMENTS) {
                throw new TooManyElementsException();
            }
            return super.add(element);
        }
    }
}

package io.alerthistory.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.alerthistory.session.CreateSession;
import io.alerthistory.session.CreateStage;

/** A new member of what is imported is a member of what is exported, or an export would lose it. */
class ExportedBodiesTest {

    static List<Arguments> bodies() {
        return List.of(Arguments.of(CreateSession.class, ExportedSession.class, Set.of()),
                // The responses of chats are not exported.
                Arguments.of(CreateStage.class, ExportedStage.class, Set.of("chatId", "chatUserMessageId")));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void haveWhatAnImportTakes(Class<?> imported, Class<?> exported, Set<String> omitted) {
        assertThat(names(exported)).containsAll(names(imported).stream().filter(name -> !omitted.contains(name)).toList());
    }

    private static List<String> names(Class<?> record) {
        return Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).toList();
    }
}

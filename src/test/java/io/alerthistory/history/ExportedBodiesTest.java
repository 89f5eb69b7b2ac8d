package io.alerthistory.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.alerthistory.session.CreateSession;
import io.alerthistory.session.CreateStage;

/** A new member of what is imported is a member of what is exported, or an export would lose it. */
class ExportedBodiesTest {

    static List<Arguments> bodies() {
        return List.of(Arguments.of(CreateSession.class, ExportedSession.class),
                Arguments.of(CreateStage.class, ExportedStage.class));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void haveWhatAnImportTakes(Class<?> imported, Class<?> exported) {
        assertThat(names(exported)).containsAll(names(imported));
    }

    private static List<String> names(Class<?> record) {
        return Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).toList();
    }
}

package io.alerthistory.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollbackRulesTest {

    private static final long HOUR_US = 3_600_000_000L;
    private static final long NOW_US = 100 * HOUR_US;

    @Test
    void aVersionThatThisBuildServesFromIsAllowed() {
        assertThat(new RollbackRules("7", "7", Optional.empty(), Optional.empty(), Optional.empty()).refusals()).isEmpty();
        assertThat(new RollbackRules("10", "9", Optional.empty(), Optional.empty(), Optional.empty()).refusals()).isEmpty();
    }

    @Test
    void anOlderVersionNeedsAStoppedService() {
        assertThat(new RollbackRules("9", "10", Optional.empty(), Optional.empty(), Optional.empty()).refusals())
                .singleElement().asString()
                .contains("needs schema version 10", "from version 9", "stop the service", "migrate rollback --to 9");
    }

    @Test
    void everyReasonIsNamed() {
        assertThat(new RollbackRules("1", "7", Optional.of("no undo"), Optional.of("a replica"), Optional.of("no backup"))
                .refusals())
                .hasSize(4).contains("no undo", "a replica", "no backup");
    }

    @ParameterizedTest
    @CsvSource({ "0, true", "3599999999, true", "3600000000, false", "7200000000, false" })
    void aBackupCountsForAnHour(long ageUs, boolean isEnough) {
        assertThat(BackupRule.missing(NOW_US - ageUs, NOW_US).isEmpty()).isEqualTo(isEnough);
    }

    @Test
    void aMissingBackupIsSaid() {
        assertThat(BackupRule.missing(null, NOW_US)).hasValueSatisfying(
                reason -> assertThat(reason).contains("no verified backup is known", "backup skip"));
        assertThat(BackupRule.missing(NOW_US - 2 * HOUR_US, NOW_US))
                .hasValueSatisfying(reason -> assertThat(reason).contains("120 minutes old, more than 60"));
    }
}

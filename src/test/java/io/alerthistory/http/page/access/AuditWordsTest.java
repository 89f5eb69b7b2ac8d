package io.alerthistory.http.page.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.json.JsonText;

class AuditWordsTest {

    @ParameterizedTest
    @EnumSource
    void everyActionHasWords(AuditAction action) {
        assertThat(AuditWords.action(action.jsonName())).isNotBlank().doesNotContain("_");
    }

    @ParameterizedTest
    @CsvSource({ "key_create, Make a key", "of_a_newer_build, Of a newer build" })
    void anActionOfANewerBuildIsShownToo(String name, String words) {
        assertThat(AuditWords.action(name)).isEqualTo(words);
    }

    @Test
    void detailsAreALine() {
        assertThat(AuditWords.details(new JsonText(
                "{\"name\":\"<b>\",\"roles\":[\"a\",\"b\"],\"without_backup\":true,\"n\":1,\"in\":{\"first_seq\":2}}")))
                .isEqualTo("Name: <b>; Roles: a, b; Without backup: yes; N: 1; In: First seq 2");
        assertThat(AuditWords.details(JsonText.EMPTY_OBJECT)).isEmpty();
    }

    @Test
    void aKeyExpiresWhenItWasChosen() {
        assertThat(Expiry.us("never", 5)).isNull();
        assertThat(Expiry.us("1", 5)).isEqualTo(86_400_000_005L);
        assertThatThrownBy(() -> Expiry.us("2", 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Expiry.us(null, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Expiry.choices("")).filteredOn(AccessView.Choice::chosen).extracting(AccessView.Choice::value)
                .containsExactly("90");
    }
}

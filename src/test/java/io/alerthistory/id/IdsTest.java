package io.alerthistory.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.alerthistory.time.Micros;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class IdsTest {

    @Property
    void areUuidsOfVersion7ThatSortByTime(@ForAll @LongRange(min = 0, max = Micros.MAX) long nowUs) {
        UUID id = UUID.fromString(Ids.next(nowUs));
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(nowUs / 1000);
        assertThat(Ids.next(nowUs)).matches(Ids.PATTERN).isGreaterThan(Ids.next(nowUs - 1000 < 0 ? 0 : nowUs - 1000)
                .substring(0, 13));
    }

    /** 74 of them: the version and the variant of the UUID that they come from are not among them. */
    @Test
    void everyRandomBitOfANewIdIsSometimesSetAndSometimesNot() {
        long highAnd = -1;
        long highOr = 0;
        long lowAnd = -1;
        long lowOr = 0;

        for (int i = 0; i < 200; i++) {
            UUID id = UUID.fromString(Ids.next(0));
            highAnd &= id.getMostSignificantBits();
            highOr |= id.getMostSignificantBits();
            lowAnd &= id.getLeastSignificantBits();
            lowOr |= id.getLeastSignificantBits();
        }

        assertThat(highAnd).isEqualTo(0x7000);
        assertThat(highOr).isEqualTo(0x7FFF);
        assertThat(lowAnd).isEqualTo(0x8000_0000_0000_0000L);
        assertThat(lowOr).isEqualTo(0xBFFF_FFFF_FFFF_FFFFL);
    }

    @Property
    void aDerivedOneIsTheSameForTheSameKeyScopeAndTime(@ForAll String key, @ForAll String scope, @ForAll String other,
            @ForAll @LongRange(min = 0, max = Micros.MAX) long atUs) {
        String id = Ids.derived(key, scope, atUs);
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        assertThat(UUID.fromString(id).getMostSignificantBits() >>> 16).isEqualTo(atUs / 1000);
        assertThat(Ids.derived(key, scope, atUs)).isEqualTo(id);
        assertThat(Ids.derived(key, other, atUs).equals(id)).isEqualTo(other.equals(scope));
        assertThat(Ids.derived(other, scope, atUs).equals(id)).isEqualTo(other.equals(key));
        assertThat(Ids.derived(key, scope, atUs + 1000)).isNotEqualTo(id);
    }

    @Test
    void aSeededSourceMakesTheSameOnesInTheSameOrder() {
        IdSource first = new IdSource("key", 1);
        IdSource again = new IdSource("key", 1);
        List<String> made = List.of(first.next("chat", 1), first.next("chat", 1), first.next("stage", 1));
        assertThat(List.of(again.next("chat", 2), again.next("chat", 2), again.next("stage", 2))).isEqualTo(made)
                .doesNotHaveDuplicates();
        assertThat(made).doesNotContain(new IdSource("key", 1001).next("chat", 1));
        IdSource unseeded = new IdSource();
        assertThat(unseeded.next("chat", 1)).isNotEqualTo(unseeded.next("chat", 1));
    }
}

package io.alerthistory.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class IdsTest {

    @Property
    void areUuidsOfVersion7ThatSortByTime(@ForAll @LongRange(min = 0, max = Micros.GREATEST) long nowUs) {
        UUID id = UUID.fromString(Ids.next(nowUs));
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(nowUs / 1000);
        assertThat(Ids.next(nowUs)).matches(Ids.PATTERN).isGreaterThan(Ids.next(nowUs - 1000 < 0 ? 0 : nowUs - 1000)
                .substring(0, 13));
    }
}

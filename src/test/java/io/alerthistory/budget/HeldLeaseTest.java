package io.alerthistory.budget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldLeaseTest {

    private final ByteBudget budget = new ByteBudget("test", 100, 2);
    private final HeldLease held = new HeldLease();

    @Test
    void isKeptUntilItIsClosed() {
        held.take(budget.tryAcquire(60).orElseThrow());
        assertThat(budget.used()).isEqualTo(60);
        held.close();
        held.close();
        assertThat(budget.used()).isZero();
        assertThat(held.get()).isNull();
    }

    @Test
    void replacesTheOneBefore() {
        held.take(budget.tryAcquire(60).orElseThrow());
        held.take(budget.tryAcquire(40).orElseThrow());
        assertThat(budget.used()).isEqualTo(40);
    }

    @Test
    void isClosedWhenItComesTooLate() {
        held.close();
        held.take(budget.tryAcquire(60).orElseThrow());
        assertThat(budget.used()).isZero();
    }
}

package io.alerthistory.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

import org.awaitility.Awaitility;

import io.smallrye.mutiny.subscription.Cancellable;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ByteBudgetPropertyTest {

    private static final int LIMIT = 100;
    private static final Duration LONG = Duration.ofMinutes(1);

    /** A random sequence of requests, growth, cancellation and return, one after the other. */
    @Property(tries = 2000)
    void neverExceedsItsLimitAndServesInOrder(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 999) Integer> operations) {
        ByteBudget budget = new ByteBudget("test", LIMIT, 1000);
        List<Integer> asked = new ArrayList<>();
        List<Integer> served = new ArrayList<>();
        List<Integer> cancelled = new ArrayList<>();
        List<Cancellable> waits = new ArrayList<>();
        List<Lease> leases = new ArrayList<>();
        for (int operation : operations) {
            int amount = operation / 4 % 130 + 1;
            switch (operation % 4) {
                case 0, 1 -> {
                    int number = asked.size();
                    asked.add(number);
                    waits.add(budget.acquire(amount, LONG).subscribe().with(lease -> {
                        served.add(number);
                        leases.add(lease);
                    }));
                }
                case 2 -> leases.stream().filter(lease -> lease.bytes() > 0).findFirst().ifPresent(Lease::close);
                default -> {
                    if (!leases.isEmpty() && operation % 8 < 4) {
                        leases.get(operation % leases.size()).grow(amount);
                    } else if (!waits.isEmpty()) {
                        int which = operation % waits.size();
                        waits.get(which).cancel();
                        if (!served.contains(which)) {
                            cancelled.add(which);
                        }
                    }
                }
            }
            long inUse = leases.stream().mapToLong(Lease::bytes).sum();
            long holders = leases.stream().filter(lease -> lease.bytes() > 0).count();
            assertThat(budget.used()).isEqualTo(inUse);
            assertThat(inUse <= LIMIT || holders == 1).as("within the limit, or alone").isTrue();
        }
        for (int i = 0; i < leases.size(); i++) { // grows: whoever waits is served by what is closed
            leases.get(i).close();
        }
        assertThat(served).isSorted();
        asked.removeAll(cancelled);
        assertThat(served).isEqualTo(asked);
        assertThat(budget.used()).isZero();
        assertThat(budget.waiting()).isZero();
    }

    @Example
    void allLeasesComeBackFromManyThreads() throws InterruptedException {
        ByteBudget budget = new ByteBudget("test", LIMIT, 64);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        int rounds = 20_000;
        CountDownLatch ended = new CountDownLatch(rounds);
        for (int i = 0; i < rounds; i++) {
            threads.execute(() -> {
                ThreadLocalRandom random = ThreadLocalRandom.current();
                Cancellable wait = budget.acquire(random.nextInt(1, 120), Duration.ofMillis(random.nextInt(1, 5)))
                        .subscribe().with(lease -> {
                            lease.grow(random.nextInt(30));
                            lease.close();
                        }, failure -> {
                        });
                if (random.nextInt(4) == 0) {
                    wait.cancel();
                }
                ended.countDown();
            });
        }
        ended.await();
        threads.shutdown();
        Awaitility.await().until(() -> budget.used() == 0 && budget.waiting() == 0);
    }
}

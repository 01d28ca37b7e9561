package rollcall.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiskGuardTest {
    private final FakeSpace space = new FakeSpace(100_000);

    /** A disk of which as much is free as it is told. */
    static final class FakeSpace implements Space {
        private final long total;
        long free;

        FakeSpace(long total) {
            this.total = total;
            this.free = total;
        }

        @Override
        public long total() {
            return total;
        }

        @Override
        public long free() {
            return free;
        }
    }

    private DiskState look(DiskGuard guard, long free) throws Exception {
        space.free = free;
        return guard.look();
    }

    @Test
    void a_state_is_entered_at_its_threshold_and_left_a_tenth_above() throws Exception {
        DiskGuard guard = new DiskGuard(space, new DiskGuard.Thresholds(10, 5));

        assertThat(look(guard, 10_000)).isEqualTo(DiskState.OK);
        assertThat(look(guard, 9_999)).isEqualTo(DiskState.WARN);
        assertThat(look(guard, 10_999)).isEqualTo(DiskState.WARN);
        assertThat(look(guard, 11_001)).isEqualTo(DiskState.OK);
        assertThat(look(guard, 4_999)).isEqualTo(DiskState.CRITICAL);
        assertThat(look(guard, 5_499)).isEqualTo(DiskState.CRITICAL);
        assertThat(look(guard, 5_501)).isEqualTo(DiskState.WARN);
        assertThat(look(guard, 5_000)).isEqualTo(DiskState.WARN);
        assertThat(look(guard, 0)).isEqualTo(DiskState.CRITICAL);
        assertThat(look(guard, 100_000)).isEqualTo(DiskState.OK);
        assertThat(guard.free()).isEqualTo(100_000);
    }

    @Test
    void a_critical_threshold_above_the_other_counts_as_the_other() throws Exception {
        DiskGuard guard = new DiskGuard(space, new DiskGuard.Thresholds(10, 50));
        assertThat(look(guard, 10_001)).isEqualTo(DiskState.OK);
        assertThat(look(guard, 9_999)).isEqualTo(DiskState.CRITICAL);
    }
}

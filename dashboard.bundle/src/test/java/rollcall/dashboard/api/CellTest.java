package rollcall.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellTest {
    @Test
    void a_text_is_no_formula_and_stays_in_its_cell() {
        assertThat(ScansCsvServlet.cell("S-1")).isEqualTo("S-1");
        assertThat(ScansCsvServlet.cell("=1+1")).isEqualTo("\"'=1+1\"");
        assertThat(ScansCsvServlet.cell("@x")).isEqualTo("\"'@x\"");
        assertThat(ScansCsvServlet.cell("a,\"b\"\nc")).isEqualTo("\"a,\"\"b\"\"\nc\"");
    }
}

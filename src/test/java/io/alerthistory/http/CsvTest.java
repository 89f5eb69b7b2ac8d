package io.alerthistory.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells of CSV. */
class CsvTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
            "''            | ''",
            "plain         | plain",
            "a,b           | \"a,b\"",
            "a\"b          | \"a\"\"b\"",
            "=1+1          | '''=1+1'",
            "@SUM(A1)      | '''@SUM(A1)'",
            "-1.5          | -1.5",
            "+1            | +1",
            "-1+1          | '''-1+1'",
            "-cmd,x        | \"'-cmd,x\"",
    })
    void aCellIsNoFormula(String value, String cell) {
        assertThat(Csv.cell(value)).isEqualTo(cell);
    }
}

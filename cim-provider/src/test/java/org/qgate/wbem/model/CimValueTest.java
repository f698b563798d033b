package org.qgate.wbem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CimValueTest {
    @ParameterizedTest
    @CsvSource({
        "UINT8, 0, 255",
        "SINT8, -128, 127",
        "UINT16, 0, 65535",
        "SINT16, -32768, 32767",
        "UINT32, 0, 4294967295",
        "SINT32, -2147483648, 2147483647",
        "UINT64, 0, 18446744073709551615",
        "SINT64, -9223372036854775808, 9223372036854775807"
    })
    void integersReachFromEndToEndOfTheirTypeAndNoFurther(CimType type, BigInteger min, BigInteger max) {
        assertThat(CimInteger.of(type, min)).hasToString(min.toString());
        assertThat(CimInteger.of(type, max)).hasToString(max.toString());
        assertThat(CimInteger.of(type, max).toBigInteger()).isEqualTo(max);
        assertThatThrownBy(() -> CimInteger.of(type, min.subtract(BigInteger.ONE)))
                .hasMessageContaining(type.keyword())
                .hasMessageContaining(min + ".." + max);
        assertThatThrownBy(() -> CimInteger.of(type, max.add(BigInteger.ONE))).hasMessageContaining(type.keyword());
    }

    @Test
    void aNumberOfOneTypeIsNoneOfAnother() {
        assertThat(CimType.UINT16.accepts(CimInteger.uint16(1))).isTrue();
        assertThat(CimType.UINT32.accepts(CimInteger.uint16(1))).isFalse();
        assertThatThrownBy(() -> CimProperty.of("A", DataType.of(CimType.UINT32), CimInteger.uint16(1)))
                .hasMessage("property A is of type uint32 and cannot be 1");
    }

    @Test
    void arraysHoldNullsButNoArrays() {
        CimArray holed = new CimArray(Arrays.asList(CimInteger.uint16(1), null));

        assertThat(DataType.arrayOf(CimType.UINT16).accepts(holed)).isTrue();
        assertThat(DataType.of(CimType.UINT16).accepts(holed)).isFalse();
        assertThat(DataType.typeOf(holed)).isEqualTo(DataType.arrayOf(CimType.UINT16));
        assertThatThrownBy(() -> CimArray.of(holed)).hasMessageContaining("arrays of arrays");
    }

    @Test
    void everyValueShowsItsType() {
        assertThat(DataType.typeOf(CimBoolean.TRUE)).hasToString("boolean");
        assertThat(DataType.typeOf(new CimString("x"))).hasToString("string");
        assertThat(DataType.typeOf(new CimChar('x'))).hasToString("char16");
        assertThat(DataType.typeOf(CimReal.real32(0.1))).hasToString("real32");
        assertThat(DataType.typeOf(CimInteger.sint64(-1))).hasToString("sint64");
        assertThat(DataType.typeOf(new CimDateTime("00000000000000.000000:000")))
                .hasToString("datetime");
        assertThat(DataType.typeOf(CimObjectPath.ofClass(null, "A"))).hasToString("A REF");
        assertThat(DataType.typeOf(CimInstance.of("A", List.of()))).hasToString("string");
        assertThat(DataType.typeOf(CimArray.ofStrings(List.of()))).hasToString("string[]");
    }

    @Test
    void aReal32IsTheNearestFloat() {
        assertThat(CimReal.real32(0.1).value()).isEqualTo((double) 0.1f);
        assertThat(CimReal.real32(0.1)).hasToString("0.1");
        assertThat(CimReal.real64(0.1)).hasToString("0.1");
    }

    @ParameterizedTest
    @EnumSource(CimType.class)
    void keywordsLeadBackToTheirTypes(CimType type) {
        assertThat(CimType.ofKeyword(type.keyword().toUpperCase(java.util.Locale.ROOT)))
                .contains(type);
    }

    @Test
    void statusesAreFoundByTheirCodes() {
        assertThat(CimStatus.ofCode(6)).contains(CimStatus.NOT_FOUND);
        assertThat(CimStatus.NOT_FOUND.symbol()).isEqualTo("CIM_ERR_NOT_FOUND");
        assertThat(CimStatus.ofCode(18)).isEmpty();
        assertThat(CimStatus.values()).hasSize(26).extracting(CimStatus::code).isSorted();
    }
}

package dev.ondol.messaging.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;

class MetricTest {
    @Test
    void numbersOfAllTypesKeepTheirSign() {
        Payload.Metric minusOne = Payload.Metric.newBuilder().setIntValue(-1).build();
        assertThat(metric(DataType.Int8.getNumber()).value(
                Payload.Metric.newBuilder().setIntValue(0xff).build())).isEqualTo(-1);
        assertThat(metric(DataType.Int16.getNumber()).value(
                Payload.Metric.newBuilder().setIntValue(0xfffe).build())).isEqualTo(-2);
        assertThat(metric(DataType.Int32.getNumber()).value(minusOne)).isEqualTo(-1);
        assertThat(metric(DataType.UInt32.getNumber()).value(minusOne)).isEqualTo(4_294_967_295.0);
        assertThat(metric(DataType.UInt64.getNumber())
                .value(Payload.Metric.newBuilder().setLongValue(-1).build())).isEqualTo(0x1p64);
        assertThat(metric(DataType.Float.getNumber())
                .value(Payload.Metric.newBuilder().setFloatValue(18.2f).build())).isEqualTo(18.2);
        assertThat(metric(DataType.Boolean.getNumber())
                .value(Payload.Metric.newBuilder().setBooleanValue(true).build())).isEqualTo(1);
    }

    private static Metric metric(int datatype) {
        return new Metric("", "m", datatype, "", Optional.empty());
    }
}

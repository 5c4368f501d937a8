package dev.ondol.spark;

import org.apache.spark.SparkContext;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.jdk.javaapi.CollectionConverters;

/// The hours that the cores of a sweep were there for it, whether they worked or not.
final class CoreHours {
    private static final double HOUR_MILLIS = 3_600_000;

    private final SparkContext spark;
    private final long fromMillis = System.currentTimeMillis();

    /// They count from now on, wall time.
    CoreHours(SparkContext spark) {
        this.spark = spark;
    }

    /// So many until now.
    double soFar() {
        long now = System.currentTimeMillis();
        double hours = 0;
        for (ExecutorSummary executor : CollectionConverters.asJava(spark.statusStore().executorList(false))) {
            long begin = Math.max(fromMillis, executor.addTime().toInstant().toEpochMilli());
            long end = executor.removeTime().isDefined() ? executor.removeTime().get().toInstant().toEpochMilli() : now;
            hours += executor.totalCores() * Math.max(0, end - begin) / HOUR_MILLIS;
        }
        return hours;
    }
}

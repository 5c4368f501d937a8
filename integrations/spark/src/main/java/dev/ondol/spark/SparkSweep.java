package dev.ondol.spark;

import dev.ondol.simulator.sweep.FacilityYear;
import dev.ondol.simulator.sweep.SweepFolder;
import dev.ondol.simulator.sweep.SweepNews;
import dev.ondol.simulator.sweep.SweepOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/// A sweep on Spark: one job, a partition a facility-year. Each row is written by this process as soon as it is there.
final class SparkSweep {
    /// Executors may be lost so often under one year before the sweep gives up.
    private static final int LOSSES = 50;

    private final SweepOrder order;

    SparkSweep(SweepOrder order) {
        this.order = order;
    }

    /// Makes the years of the order.
    ///
    /// @param told hears of each year that is done, in no order
    /// @throws IOException if the folder cannot be written
    void run(Consumer<SweepNews> told) throws IOException {
        try (SweepFolder folder = SweepFolder.open(Path.of(order.folder()));
                JavaSparkContext spark = new JavaSparkContext(settings())) {
            order.plan().files().values().stream().sorted().forEach(spark::addFile);
            List<FacilityYear> years = order.plan().years();
            JavaRDD<FacilityYear> each = spark.parallelize(years, years.size());
            spark.sc().runJob(each.rdd(), new YearTask(order.plan().world()), new Results(folder, told, new CoreHours(
                    spark.sc())), ClassTag$.MODULE$.<YearOutcome>apply(YearOutcome.class));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private SparkConf settings() {
        SparkConf settings = new SparkConf().setMaster(order.master()).setAppName("Ondol sweep")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", order.listen())
                .set("spark.driver.bindAddress", order.listen())
                .set("spark.task.maxFailures", Integer.toString(LOSSES));
        order.properties().forEach(settings::set);
        return settings;
    }

    /// Takes the outcomes on the driver, one after the other.
    private static final class Results extends AbstractFunction2<Object, YearOutcome, BoxedUnit> {
        private final SweepFolder folder;
        private final Consumer<SweepNews> told;
        private final CoreHours coreHours;
        private int done;
        private double years;

        Results(SweepFolder folder, Consumer<SweepNews> told, CoreHours coreHours) {
            this.folder = folder;
            this.told = told;
            this.coreHours = coreHours;
        }

        @Override
        public BoxedUnit apply(Object partition, YearOutcome outcome) {
            switch (outcome) {
                case YearOutcome.Made(var row) -> {
                    try {
                        folder.append(row);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    years += row.year().years();
                    tell(null);
                }
                case YearOutcome.Failed(var year, var reason) -> tell("%s: %s".formatted(year, reason));
            }
            return BoxedUnit.UNIT;
        }

        private void tell(@Nullable String failure) {
            done++;
            told.accept(new SweepNews(done, failure, years, coreHours.soFar()));
        }
    }
}

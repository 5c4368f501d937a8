package dev.ondol.spark;

import dev.ondol.simulator.sweep.FacilityYear;
import dev.ondol.simulator.sweep.Program;
import dev.ondol.simulator.sweep.SweepWorld;
import java.io.Serializable;
import java.nio.file.Path;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/// Simulates the one facility-year of its partition, on whatever machine it finds itself. A year that cannot be simulated is an outcome, not
/// an exception: it would fail on each other machine in the same way, and Spark would try them all.
final class YearTask extends AbstractFunction2<TaskContext, Iterator<FacilityYear>, YearOutcome>
        implements
            Serializable {
    private static final long serialVersionUID = 1;

    private final SweepWorld world;

    YearTask(SweepWorld world) {
        this.world = world;
    }

    /// Digest of the program of this process; its jars are read once.
    private static final class Own {
        static final String PROGRAM = Program.digest();
    }

    @Override
    public YearOutcome apply(TaskContext context, Iterator<FacilityYear> partition) {
        FacilityYear year = partition.next();
        if (!Own.PROGRAM.equals(world.program())) {
            return new YearOutcome.Failed(year,
                    "an executor runs another build of Ondol; give its worker the jars of integrations/spark/target/spark.");
        }
        try {
            return new YearOutcome.Made(world.run(year, name -> Path.of(SparkFiles.get(name))));
        } catch (RuntimeException e) {
            return new YearOutcome.Failed(year, e.toString());
        }
    }
}

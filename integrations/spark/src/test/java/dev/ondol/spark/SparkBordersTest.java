package dev.ondol.spark;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The rules of the house for the one module that the tests of app do not see.
class SparkBordersTest {
    private static final JavaClasses SPARK = new ClassFileImporter().withImportOption(
            new ImportOption.DoNotIncludeTests()).importPackages("dev.ondol.spark");

    @Test
    void sparkKnowsTheVocabularyAndTheSimulatorAlone() {
        assertThat(SPARK).hasSizeGreaterThan(4);
        noClasses().should().dependOnClassesThat(resideInAPackage("dev.ondol..").and(DescribedPredicate.not(
                resideInAnyPackage("dev.ondol.spark..", "dev.ondol.facility..", "dev.ondol.simulator.sweep.."))))
                .check(SPARK);
    }
}

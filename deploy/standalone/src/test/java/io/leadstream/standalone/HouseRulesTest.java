package io.leadstream.standalone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;

/** Who may import whom, and what stays out of what is pure (house rules in README's table of folders). */
@AnalyzeClasses(
        packages = "io.leadstream",
        importOptions = {ImportOption.DoNotIncludeTests.class, HouseRulesTest.DoNotIncludeTestJars.class})
class HouseRulesTest {

    /** Another module's tests are no part of what it is made of. */
    static final class DoNotIncludeTestJars implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] PURE = {"io.leadstream.streams.rules..", "io.leadstream.dialect.."};

    @ArchTest
    static final ArchRule schemasImportNobody = noClasses()
            .that()
            .resideInAPackage("io.leadstream.schema..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.leadstream..")
                    .and(com.tngtech.archunit.base.DescribedPredicate.not(resideInAPackage("io.leadstream.schema.."))));

    @ArchTest
    static final ArchRule theServicesImportNoOtherService = slices().matching(
                    "io.leadstream.(streams|gateway|sandbox|dispatch)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule theStreamsAppSpeaksNoDialect = noClasses()
            .that()
            .resideInAPackage("io.leadstream.streams..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.leadstream.dialect..");

    @ArchTest
    static final ArchRule dialectsImportSchemasOnly = noClasses()
            .that()
            .resideInAPackage("io.leadstream.dialect..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.leadstream.streams..",
                    "io.leadstream.gateway..",
                    "io.leadstream.sandbox..",
                    "io.leadstream.dispatch..");

    @ArchTest
    static final ArchRule nothingImportsDeploy = noClasses()
            .that()
            .resideOutsideOfPackages("io.leadstream.standalone..", "io.leadstream.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.leadstream.standalone..", "io.leadstream.bench..");

    @ArchTest
    static final ArchRule roomsNeverImportEachOther =
            slices().matching("io.leadstream.dialect.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule whatIsPureKnowsNoKafkaAndNoHttp = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "org.eclipse.jetty..",
                    "io.javalin..",
                    "java.net.http..",
                    "io.apicurio..",
                    "com.google.crypto..");

    @ArchTest
    static final ArchRule whatIsPureReadsNoClock = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(InstantSource.class);

    @ArchTest
    static final ArchRule whatIsPureDrawsNoRandomNumbers = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule stagesReadTheContextsClockOnly = noClasses()
            .that()
            .resideInAPackage("io.leadstream.streams..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);
}

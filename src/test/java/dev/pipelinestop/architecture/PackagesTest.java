package dev.pipelinestop.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may import which: the last column of the table in the documentation's layout. */
@AnalyzeClasses(packages = "dev.pipelinestop", importOptions = ImportOption.DoNotIncludeTests.class)
final class PackagesTest {

  @ArchTest
  static final ArchRule packagesImportOnlyWhatTheyMay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("root")
          .definedBy("dev.pipelinestop")
          .layer("api")
          .definedBy("dev.pipelinestop.api..")
          .layer("stop")
          .definedBy("dev.pipelinestop.stop..")
          .layer("codepipeline")
          .definedBy("dev.pipelinestop.codepipeline..")
          .layer("reconcile")
          .definedBy("dev.pipelinestop.reconcile..")
          .layer("rehearsal")
          .definedBy("dev.pipelinestop.rehearsal..")
          .layer("leadership")
          .definedBy("dev.pipelinestop.leadership..")
          .layer("telemetry")
          .definedBy("dev.pipelinestop.telemetry..")
          .whereLayer("root")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("api")
          .mayNotAccessAnyLayer()
          .whereLayer("stop")
          .mayOnlyAccessLayers("api")
          .whereLayer("codepipeline")
          .mayOnlyAccessLayers("stop", "api")
          .whereLayer("reconcile")
          .mayOnlyAccessLayers("api", "stop", "codepipeline")
          .whereLayer("rehearsal")
          .mayOnlyAccessLayers("api", "stop", "codepipeline", "reconcile", "telemetry")
          .whereLayer("leadership")
          .mayOnlyAccessLayers("codepipeline")
          .whereLayer("telemetry")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule theProtocolIsPure =
      noClasses()
          .that()
          .resideInAPackage("dev.pipelinestop.stop..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8..",
              "io.javaoperatorsdk..",
              "software.amazon..",
              "org.slf4j..",
              "java.io..",
              "java.net..",
              "java.util.concurrent..",
              "java.util.random..")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule onlyTheGatewayKnowsTheSdkOfAws =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.pipelinestop.codepipeline..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");

  @ArchTest
  static final ArchRule onlyTheShellKnowsTheOperatorSdk =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.pipelinestop.reconcile..", "dev.pipelinestop.leadership..", "dev.pipelinestop")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.javaoperatorsdk..");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("dev.pipelinestop.(*)..").should().beFreeOfCycles();
}

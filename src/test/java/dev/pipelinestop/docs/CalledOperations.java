package dev.pipelinestop.docs;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;

/** What the shipped code calls at AWS, as IAM names it. */
public final class CalledOperations {
  private static final Set<String> NO_OPERATIONS = Set.of("builder", "close");
  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.pipelinestop");

  private CalledOperations() {}

  /** The operations of CodePipeline. */
  public static Set<String> ofCodePipeline() {
    return ofAll().stream()
        .filter(name -> name.startsWith(CodePipelineClient.SERVICE_NAME + ":"))
        .collect(Collectors.toSet());
  }

  /** The operations of all services. */
  public static Set<String> ofAll() {
    return SHIPPED.stream()
        .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
        .map(JavaAccess::getTarget)
        .filter(target -> target.getOwner().isAssignableTo(SdkClient.class))
        .filter(target -> !NO_OPERATIONS.contains(target.getName()))
        .map(CalledOperations::operation)
        .collect(Collectors.toSet());
  }

  private static String operation(AccessTarget target) {
    var service =
        target
            .getOwner()
            .getSimpleName()
            .replaceAll("(Async)?Client$", "")
            .toLowerCase(Locale.ROOT);
    var name = target.getName();
    return service + ":" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}

package isopose;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The packages of the library, and which other packages each may use. */
@AnalyzeClasses(packages = "isopose", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** A package uses itself, the packages named behind it, and libraries. The lowest comes first. */
  private static final Map<String, List<String>> USES =
      table(
          """
      stats:
      skeleton:
      geometry: skeleton
      io:
      io.numpy: io
      io.bvh: io
      io.matlab: io io.numpy
      data: stats skeleton geometry io io.numpy
      data.detect.format: stats skeleton io io.numpy data
      data.detect: stats skeleton io data data.detect.format
      data.motion: stats skeleton geometry io io.bvh data
      data.sets: stats skeleton io io.numpy io.bvh io.matlab data data.detect.format data.detect
          data.motion
      data.scenario: stats skeleton geometry io io.bvh data data.motion data.sets
      model.torchscript:
      model.layers: stats model.torchscript
      model: stats skeleton geometry io io.numpy data model.torchscript model.layers
      model.fused: geometry model.torchscript model.layers model
      loss: skeleton geometry model.layers model model.fused
      train: stats skeleton geometry io data model.layers model model.fused loss
      comparator.semgcn: skeleton geometry model.layers model
      comparator.repnet: stats skeleton geometry io data model.layers model loss train
      body: stats skeleton geometry io data model.layers model loss train
      adapt: stats skeleton geometry model.layers model model.fused loss body
      metrics: skeleton geometry
      analysis: stats skeleton geometry io model.layers model loss metrics
      config: stats skeleton io data data.motion data.scenario model loss train body comparator.semgcn
          comparator.repnet
      run.store: io
      run: stats skeleton geometry io io.numpy io.bvh data data.detect data.motion data.sets data.scenario
          model.layers model loss train body comparator.repnet adapt metrics analysis
          config run.store
      live: skeleton io io.numpy data data.detect data.detect.format model body adapt run
      run.queue: io data.detect data.scenario model loss train adapt config run.store run
      study: stats io data.scenario model adapt metrics config run.store run run.queue
      paper: stats skeleton io data data.scenario model.layers model loss train adapt
          metrics analysis config run.store run study
      chart: stats skeleton metrics analysis run study paper
      chart.pose: skeleton metrics run study chart
      bench: stats skeleton geometry io data data.sets data.scenario model loss train
          body adapt config run chart
      notebook.widget: skeleton io model body run live chart.pose
      notebook: io live data.scenario metrics model loss adapt config run.store run run.queue study chart chart.pose notebook.widget
      exercise: skeleton loss body notebook
      """);

  private static Map<String, List<String>> table(String text) {
    Map<String, List<String>> table = new LinkedHashMap<>();
    for (String line : text.replaceAll("\\n {4}", " ").lines().toList()) {
      List<String> names = List.of(line.replace(":", "").split(" +", -1));
      table.put("isopose." + names.get(0), names.stream().map("isopose."::concat).toList());
    }
    return table;
  }

  @ArchTest
  static void packagesUseOnlyThoseNamed(JavaClasses classes) {
    for (JavaClass own : classes) {
      List<String> allowed = USES.get(own.getPackageName());
      if (allowed != null) {
        for (Dependency dependency : own.getDirectDependenciesFromSelf()) {
          String used = dependency.getTargetClass().getPackageName();
          assertTrue(
              !used.startsWith("isopose") || allowed.contains(used), dependency.getDescription());
        }
      }
    }
  }

  @ArchTest
  static void everyPackageIsInTheTable(JavaClasses classes) {
    Set<String> packages = new TreeSet<>();
    classes.forEach(one -> packages.add(one.getPackageName()));
    packages.remove("isopose.cli"); // may use all
    assertEquals(packages, new TreeSet<>(USES.keySet()));
  }

  /** No cycles: a package uses those above it in the table. */
  @Test
  void packagesUseOnlyLowerOnes() {
    List<String> order = List.copyOf(USES.keySet());
    USES.forEach(
        (own, allowed) ->
            allowed.forEach(
                used ->
                    assertTrue(
                        order.contains(used) && order.indexOf(used) <= order.indexOf(own),
                        own + " uses " + used)));
  }

  @ArchTest
  static final ArchRule NO_STATIC_MUTABLE_STATE =
      fields().that().areStatic().and().doNotHaveName("$VALUES").should().beFinal();

  /** A file that a user names may be a pipe or a device: {@code InputFile} refuses to open it. */
  @ArchTest
  static final ArchRule FILES_ARE_OPENED_IN_ONE_PLACE =
      noClasses()
          .that()
          .doNotHaveSimpleName("InputFile")
          .and()
          .doNotHaveSimpleName("Memory") // reads what Linux says of this process
          .should()
          .callMethodWhere(
              JavaCall.Predicates.target(
                      HasOwner.Predicates.With.<JavaClass>owner(type(Files.class)))
                  .and(
                      JavaCall.Predicates.target(
                          HasName.Predicates.nameMatching(
                              "newInputStream|newBufferedReader|newByteChannel|read.*|lines"))));

  /** Numbers that a backward pass needs must outlive the forward pass: see {@code GradientSafe}. */
  @ArchTest
  static final ArchRule GRADIENT_SAFE_NUMBERS =
      noClasses()
          .that()
          .resideInAnyPackage(
              "isopose.geometry",
              "isopose.loss",
              "isopose.body",
              "isopose.train",
              "isopose.adapt",
              "isopose.analysis",
              "isopose.comparator..")
          .should()
          .callMethod(NDArray.class, "mul", Number.class)
          .orShould()
          .callMethod(NDArray.class, "div", Number.class)
          .orShould()
          .callMethod(NDArray.class, "pow", Number.class)
          .orShould()
          .callMethod(NDArray.class, "maximum", Number.class)
          .orShould()
          .callMethod(NDArray.class, "minimum", Number.class);
}

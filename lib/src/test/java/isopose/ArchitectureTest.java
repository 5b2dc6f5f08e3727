package isopose;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
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
      data.detect.format: skeleton io io.numpy data
      data.detect: stats skeleton io data data.detect.format
      data.motion: stats skeleton geometry io io.bvh data
      data.sets: skeleton io io.numpy io.bvh io.matlab data data.motion
      data.arrays: stats skeleton io io.numpy io.matlab data data.detect.format data.sets
      data.scenario: stats skeleton geometry io io.bvh data data.motion data.sets
      model.torchscript:
      model.layers: stats model.torchscript
      model: skeleton geometry io io.numpy data model.torchscript model.layers
      model.fused: geometry model.torchscript model.layers model
      loss: skeleton geometry io model.layers model model.fused
      train: stats skeleton geometry io data model.layers model model.fused loss
      comparator.semgcn: skeleton geometry model.layers model
      comparator.repnet: stats skeleton geometry io data model.layers model loss train
      body: stats skeleton geometry io data model.layers model loss train
      adapt: stats skeleton geometry io model.layers model model.fused loss body
      metrics: skeleton geometry
      analysis: stats skeleton geometry io model.layers model loss metrics
      config: skeleton io data.motion data.scenario model loss train body adapt comparator.semgcn
          comparator.repnet
      run.store: io metrics
      run: stats skeleton geometry io io.numpy io.bvh data data.detect data.motion data.scenario
          model.layers model loss train body comparator.repnet adapt metrics analysis
          config run.store
      run.files: skeleton io io.bvh data data.detect data.motion model body adapt run run.store
      live: skeleton io io.numpy data data.detect data.detect.format model body adapt run
      run.queue: io data.detect data.scenario model loss train adapt config run.store run
      study: stats io data.scenario model adapt metrics config run.store run run.queue
      paper.additions: data.scenario metrics study
      paper: stats skeleton io data data.scenario model.layers model loss train adapt
          metrics analysis config run.store run study paper.additions
      chart: analysis study paper
      chart.vega: chart
      chart.pose: skeleton metrics run study chart
      bench: stats skeleton io data model.layers model loss train body adapt config chart
      notebook.help: io chart
      notebook.widget: skeleton io model body run run.files live chart.pose
      notebook: io live data.scenario metrics model loss adapt config run.store run run.files run.queue
          study chart chart.vega chart.pose notebook.help notebook.widget
      exercise: skeleton body notebook
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
    packages.remove("isopose.cli.options"); // may use all but isopose.cli
    assertEquals(packages, new TreeSet<>(USES.keySet()));
  }

  @ArchTest
  static final ArchRule OPTIONS_KNOW_NO_COMMAND =
      noClasses()
          .that()
          .resideInAPackage("isopose.cli.options")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("isopose.cli");

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

  /** Main and test sources, of the library and of the module {@code spark}. */
  @Test
  void packagesHaveAtMost20FilesAndFilesAtMost300Lines() throws IOException {
    Map<Path, Integer> files = new TreeMap<>();
    Set<String> tooLarge = new TreeSet<>();
    for (String sources : List.of("src", "spark/src")) {
      try (Stream<Path> tree = Files.walk(Path.of(sources))) {
        for (Path file : tree.filter(path -> path.toString().endsWith(".java")).toList()) {
          files.merge(file.getParent(), 1, Integer::sum);
          int lines = Files.readAllLines(file).size();
          if (lines > 300) {
            tooLarge.add(file + ": " + lines + " lines");
          }
        }
      }
    }
    assertFalse(files.isEmpty());
    files.forEach(
        (folder, count) -> {
          if (count > 20) {
            tooLarge.add(folder + ": " + count + " files");
          }
        });
    assertEquals(Set.of(), tooLarge);
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

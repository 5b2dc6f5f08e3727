package isopose;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Stream;

/** The rooms of the library, and the doors between them. */
@AnalyzeClasses(packages = "isopose", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchRule STATS = only("stats");
  @ArchTest static final ArchRule SKELETON = only("skeleton");
  @ArchTest static final ArchRule GEOMETRY = only("geometry", "skeleton");
  @ArchTest static final ArchRule IO = only("io");
  @ArchTest static final ArchRule BVH = only("io.bvh", "io");
  @ArchTest static final ArchRule MATLAB = only("io.matlab", "io");
  @ArchTest static final ArchRule DATA = only("data", "stats", "skeleton", "geometry", "io");

  @ArchTest
  static final ArchRule MOTION =
      only("data.motion", "stats", "skeleton", "geometry", "io", "io.bvh", "data");

  @ArchTest
  static final ArchRule SETS =
      only("data.sets", "stats", "skeleton", "io", "io.bvh", "io.matlab", "data", "data.motion");

  @ArchTest
  static final ArchRule SCENARIO =
      only(
          "data.scenario",
          "stats",
          "skeleton",
          "geometry",
          "io",
          "io.bvh",
          "data",
          "data.motion",
          "data.sets");

  @ArchTest
  static final ArchRule MODEL =
      only(
          "model",
          "stats",
          "skeleton",
          "geometry",
          "io",
          "data",
          "model.torchscript",
          "model.layers");

  @ArchTest static final ArchRule TORCHSCRIPT = only("model.torchscript");
  @ArchTest static final ArchRule LAYERS = only("model.layers", "stats", "model.torchscript");

  @ArchTest
  static final ArchRule FUSED =
      only("model.fused", "geometry", "model.torchscript", "model.layers", "model");

  @ArchTest
  static final ArchRule LOSS =
      only("loss", "skeleton", "geometry", "model", "model.layers", "model.fused");

  @ArchTest
  static final ArchRule TRAIN =
      only(
          "train",
          "stats",
          "skeleton",
          "geometry",
          "io",
          "data",
          "model",
          "model.layers",
          "model.fused",
          "loss");

  @ArchTest
  static final ArchRule SEMGCN =
      only("comparator.semgcn", "skeleton", "geometry", "model", "model.layers");

  @ArchTest
  static final ArchRule REPNET =
      only(
          "comparator.repnet",
          "stats",
          "skeleton",
          "geometry",
          "io",
          "data",
          "model",
          "model.layers",
          "loss",
          "train");

  @ArchTest
  static final ArchRule BODY =
      only(
          "body",
          "stats",
          "skeleton",
          "geometry",
          "io",
          "data",
          "model",
          "model.layers",
          "loss",
          "train");

  @ArchTest
  static final ArchRule ADAPT =
      only(
          "adapt",
          "stats",
          "skeleton",
          "geometry",
          "model",
          "model.layers",
          "model.fused",
          "loss",
          "body");

  @ArchTest static final ArchRule METRICS = only("metrics", "skeleton", "geometry");

  @ArchTest
  static final ArchRule ANALYSIS =
      only(
          "analysis",
          "stats",
          "skeleton",
          "geometry",
          "io",
          "model",
          "model.layers",
          "loss",
          "metrics");

  @ArchTest
  static final ArchRule CONFIG =
      only(
          "config",
          "stats",
          "skeleton",
          "io",
          "data",
          "data.scenario",
          "model",
          "loss",
          "train",
          "body",
          "comparator.semgcn",
          "comparator.repnet");

  @ArchTest
  static final ArchRule RUN =
      only(
          "run",
          "stats",
          "skeleton",
          "io",
          "data",
          "data.scenario",
          "model",
          "model.layers",
          "data.sets",
          "loss",
          "train",
          "body",
          "adapt",
          "comparator.repnet",
          "metrics",
          "analysis",
          "config",
          "run.store");

  @ArchTest
  static final ArchRule RUN_QUEUE =
      only(
          "run.queue",
          "io",
          "data.scenario",
          "model",
          "loss",
          "train",
          "adapt",
          "config",
          "run",
          "run.store");

  @ArchTest
  static final ArchRule STUDY =
      only(
          "study",
          "stats",
          "io",
          "data.scenario",
          "model",
          "adapt",
          "metrics",
          "config",
          "run",
          "run.store",
          "run.queue");

  @ArchTest
  static final ArchRule PAPER =
      only(
          "paper",
          "stats",
          "skeleton",
          "io",
          "data",
          "data.scenario",
          "model",
          "model.layers",
          "loss",
          "train",
          "adapt",
          "metrics",
          "analysis",
          "config",
          "run",
          "run.store",
          "study");

  @ArchTest static final ArchRule RUN_STORE = only("run.store", "io");

  @ArchTest
  static final ArchRule CHART_POSE =
      only("chart.pose", "skeleton", "metrics", "run", "study", "chart");

  @ArchTest
  static final ArchRule CHART =
      only("chart", "stats", "skeleton", "metrics", "analysis", "run", "study", "paper");

  @ArchTest
  static final ArchRule BENCH =
      only(
          "bench",
          "stats",
          "skeleton",
          "geometry",
          "io",
          "data",
          "data.sets",
          "data.scenario",
          "model",
          "loss",
          "train",
          "adapt",
          "config",
          "run",
          "chart");

  @ArchTest
  static final ArchRule NOTEBOOK =
      only("notebook", "io", "run", "run.queue", "study", "chart", "chart.pose");

  @ArchTest static final ArchRule EXERCISE = only("exercise", "skeleton", "loss", "notebook");

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

  /** A room uses itself, the rooms named, and libraries; never another room. */
  private static ArchRule only(String room, String... others) {
    String[] allowed =
        Stream.concat(Stream.of(room), Arrays.stream(others))
            .map(name -> "isopose." + name)
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage("isopose." + room)
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "are in " + String.join(", ", allowed) + " or in libraries",
                used ->
                    !used.getPackageName().startsWith("isopose")
                        || Arrays.asList(allowed).contains(used.getPackageName())));
  }
}

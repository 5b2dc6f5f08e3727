package isopose.paper;

import isopose.run.store.Store;
import isopose.study.Experiment.Analysis;
import isopose.study.Experiment.ResultBuilder;
import isopose.study.Study;
import isopose.study.Summary;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tech.tablesaw.api.Table;

/**
 * How the methods of a table were trained: epochs, time, and their errors on clips held out from
 * the source, last and lowest, which shows whether a training had converged.
 */
final class Trainings implements Analysis {
  private static final String QUERY =
      """
      select t.run, any_value(m.method) as method, any_value(t.seconds) as seconds, count(*)::integer as epochs,
        arg_min(e.epoch, e.validation_mpjpe) as best_epoch,
        arg_max(e.validation_mpjpe, e.epoch) as validation_mpjpe,
        min(e.validation_mpjpe) as best_validation_mpjpe,
        arg_max(e.validation_pa_mpjpe, e.epoch) as validation_pa_mpjpe
      from runs t join epochs e on e.run = t.run cross join (values %s) m(method)
      where t.run in (select trained from runs where run in %s)
      group by t.run, t.seed order by t.seed""";

  @Override
  public void addTo(Study study, ResultBuilder result) {
    Map<String, Set<String>> runs = new LinkedHashMap<>();
    result
        .summary()
        .table()
        .forEach(
            row ->
                runs.computeIfAbsent(row.getString("method"), method -> new LinkedHashSet<>())
                    .addAll(Summary.runs(row.getString(Summary.RUNS))));
    runs.values().removeIf(Set::isEmpty);
    Table trainings = null;
    for (Map.Entry<String, Set<String>> method : runs.entrySet()) {
      String label = Store.list(List.of(method.getKey()));
      Table own = study.sql(QUERY.formatted(label, Store.list(method.getValue())));
      trainings = trainings == null ? own : trainings.append(own);
    }
    result.data("trainings", trainings.setName("trainings"));
  }
}

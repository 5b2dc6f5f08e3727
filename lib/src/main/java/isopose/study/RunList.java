package isopose.study;

import isopose.run.store.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.Table;

/** The runs of a store as a short table. */
public final class RunList {
  private RunList() {}

  /**
   * Trainings and adaptations, the newest first: method, stream, what the model was trained with,
   * how it was adapted, and its scores under the stream's protocol where they are known.
   *
   * @param words only runs that contain all of these words, in any column, such as "online" or
   *     "noise-5.0"; upper and lower case are the same
   */
  public static Table of(Results results, String... words) {
    return results.sql(
        """
        select method, stream, source, objective, seed, epochs, "T", alpha, samples,
            "PCK %%", "MPJPE mm", left(finished, 16) as finished, run
        from (select *, laboratory as source, technique as objective, trained_epochs as epochs,
                case when moves then steps end as "T", case when moves then format('{:g}', rate) end as alpha,
                try_cast(record->>'$.scores.all.pck' as double) as "PCK %%",
                try_cast(record->>'$.scores.all.mpjpe' as double) as "MPJPE mm"
            from (select *,
                    coalesce(record->>'$.settings.mode', '') in ('VANILLA', 'ONLINE') as moves
                from runs where kind in ('adaptation', 'training')))
        where %s
        order by finished desc, run"""
            .formatted(contains(words)));
  }

  private static String contains(String... words) {
    List<String> conditions = new ArrayList<>(List.of("true"));
    for (String word : String.join(" ", words).strip().toLowerCase(Locale.ROOT).split("\\s+", -1)) {
      conditions.add(
          "contains(lower(concat_ws(' ', run, kind, method, stream, source, objective, finished)), %s)"
              .formatted(Results.literal(word)));
    }
    return String.join(" and ", conditions);
  }
}

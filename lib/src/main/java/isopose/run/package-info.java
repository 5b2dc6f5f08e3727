/**
 * Trainings and adaptations. {@link isopose.run.RunSpec} is everything that determines one, {@link
 * isopose.run.TargetStream} the samples that it sees, with noise or a detector's errors where
 * settings ask for them; {@link isopose.run.Runs} loads a finished run, or executes it ({@link
 * isopose.run.TrainedModel}, {@link isopose.run.Adaptation}) and keeps its record. A record has a
 * row for each epoch or each sample ({@code EpochTable}, {@code ObservationTable}), from which
 * {@code isopose.study} makes tables. Pretrained models and files of predictions are here, too.
 */
package isopose.run;
